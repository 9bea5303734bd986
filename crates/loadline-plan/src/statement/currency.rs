//! Money by code, sign and name: `9,000 NZD`, `€8k`, `8 kEUR`, `6,000 Swiss francs`.

/// Currencies by code, sign and name. A code that is a word of English, as `TRY` and `MAD`, is none of these.
#[rustfmt::skip]
const CURRENCIES: &[(&str, &[&str])] = &[
    ("EUR", &["eur", "euro", "euros", "€"]),
    ("USD", &["usd", "dollar", "dollars", "$", "us$"]),
    ("GBP", &["gbp", "pound", "pounds", "£", "quid"]),
    ("CHF", &["chf", "franc", "francs", "sfr", "fr"]),
    ("JPY", &["jpy", "yen", "¥"]),
    ("SEK", &["sek", "kronor"]),
    ("NOK", &["nok"]),
    ("DKK", &["dkk"]),
    ("ISK", &["isk"]),
    ("PLN", &["pln", "zloty", "zł"]),
    ("CZK", &["czk", "koruna", "kč"]),
    ("HUF", &["huf", "forint", "forints"]),
    ("RON", &["ron", "lei"]),
    ("BGN", &["bgn"]),
    ("RSD", &["rsd"]),
    ("UAH", &["uah", "hryvnia", "₴"]),
    ("RUB", &["rub", "rouble", "roubles", "ruble", "rubles", "₽"]),
    ("INR", &["inr", "rupee", "rupees", "₹"]),
    ("PKR", &["pkr"]),
    ("LKR", &["lkr"]),
    ("BDT", &["bdt", "taka"]),
    ("NPR", &["npr"]),
    ("CAD", &["cad", "c$", "ca$"]),
    ("AUD", &["aud", "a$", "au$"]),
    ("NZD", &["nzd", "nz$"]),
    ("SGD", &["sgd", "s$"]),
    ("HKD", &["hkd", "hk$"]),
    ("TWD", &["twd"]),
    ("CNY", &["cny", "rmb", "yuan", "renminbi"]),
    ("KRW", &["krw", "₩"]),
    ("THB", &["thb", "baht", "฿"]),
    ("MYR", &["myr", "ringgit"]),
    ("IDR", &["idr", "rupiah"]),
    ("VND", &["vnd", "₫"]),
    ("BRL", &["brl", "reais", "r$"]),
    ("MXN", &["mxn"]),
    ("ARS", &["ars"]),
    ("CLP", &["clp"]),
    ("UYU", &["uyu"]),
    ("ZAR", &["zar", "rand"]),
    ("NGN", &["ngn", "naira", "₦"]),
    ("KES", &["kes"]),
    ("GHS", &["ghs", "cedi", "cedis"]),
    ("EGP", &["egp"]),
    ("TND", &["tnd"]),
    ("ILS", &["ils", "nis", "shekel", "shekels", "₪"]),
    ("AED", &["aed", "dirham", "dirhams"]),
    ("SAR", &["sar", "riyal", "riyals"]),
    ("QAR", &["qar"]),
    ("KWD", &["kwd"]),
    ("BHD", &["bhd"]),
    ("JOD", &["jod"]),
];

/// Currencies named after a country, as `Swiss francs`.
#[rustfmt::skip]
const OF_COUNTRIES: &[(&str, &str)] = &[
    ("us dollars", "USD"), ("american dollars", "USD"), ("new zealand dollars", "NZD"), ("nz dollars", "NZD"), ("kiwi dollars", "NZD"),
    ("canadian dollars", "CAD"), ("australian dollars", "AUD"), ("singapore dollars", "SGD"), ("hong kong dollars", "HKD"),
    ("swiss francs", "CHF"), ("pounds sterling", "GBP"), ("british pounds", "GBP"), ("danish kroner", "DKK"), ("danish crowns", "DKK"),
    ("norwegian kroner", "NOK"), ("norwegian crowns", "NOK"), ("swedish kronor", "SEK"), ("swedish crowns", "SEK"), ("swedish kroner", "SEK"),
    ("icelandic kronur", "ISK"), ("czech crowns", "CZK"), ("czech koruna", "CZK"), ("polish zloty", "PLN"), ("indian rupees", "INR"),
    ("japanese yen", "JPY"), ("mexican pesos", "MXN"), ("chilean pesos", "CLP"), ("argentine pesos", "ARS"), ("brazilian reais", "BRL"),
    ("south african rand", "ZAR"), ("romanian lei", "RON"), ("turkish lira", "TRY"), ("turkish liras", "TRY"),
];

/// Code of the currency that a word or sign names, and how many of it one is: a thousand for `kEUR`.
pub(super) fn of(word: &str) -> Option<(&'static str, f64)> {
    let named =
        |word: &str| CURRENCIES.iter().find(|(_, names)| names.contains(&word)).map(|(code, _)| *code);
    let thousands = || {
        // `kr` names several.
        let rest =
            word.strip_prefix('k').or_else(|| word.strip_prefix('t')).filter(|rest| !rest.is_empty())?;
        Some((named(rest).filter(|code| code.eq_ignore_ascii_case(rest) || rest.chars().count() == 1)?, 1e3))
    };
    let millions = || {
        let rest = word.strip_prefix('m').filter(|rest| rest.len() == 3)?;
        Some((named(rest).filter(|code| code.eq_ignore_ascii_case(rest))?, 1e6))
    };
    named(word).map(|code| (code, 1.0)).or_else(thousands).or_else(millions)
}

/// Code of the currency named after a country by the words that `word` gives by place, and how many words it takes.
pub(super) fn of_a_country<'a>(word: impl Fn(usize) -> &'a str) -> Option<(&'static str, usize)> {
    OF_COUNTRIES.iter().find_map(|(name, code)| {
        let parts = name.split(' ').enumerate();
        let takes = name.split(' ').count();
        parts.into_iter().all(|(index, part)| word(index) == part).then_some((*code, takes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(of("nzd"), Some(("NZD", 1.0)));
        assert_eq!(of("keur"), Some(("EUR", 1e3)));
        assert_eq!(of("k€"), Some(("EUR", 1e3)));
        assert_eq!(of("meur"), Some(("EUR", 1e6)));
        assert_eq!(of("try"), None);
        assert_eq!(of("keuro"), None);
        assert_eq!(of("kinr"), Some(("INR", 1e3)));
        let words = ["swiss", "francs", "a"];
        assert_eq!(of_a_country(|at| words[at]), Some(("CHF", 2)));
    }
}
