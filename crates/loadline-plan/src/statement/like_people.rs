//! Nouns that end like the names of people: `beekeeper`, `florist`, `tradesperson`, though no list names them.

use super::vocabulary::class_of;

/// Nouns with such an ending that are things, and those of people of whom the readers decide by other words (`customer`, `member`).
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "number", "letter", "folder", "parameter", "meter", "center", "motor", "error", "sector", "factor", "door", "floor",
    "color", "offer", "chapter", "paper", "layer", "quarter", "water", "computer", "tower", "timer", "trailer", "trigger",
    "master", "cluster", "buffer", "header", "poster", "filter", "matter", "cover", "corner", "finger", "winter", "summer",
    "newsletter", "banner", "voucher", "sticker", "locker", "drawer", "burner", "heater", "cooler", "boiler", "dryer",
    "washer", "freezer", "hammer", "ladder", "river", "flower", "power", "shower", "feeder", "loader", "reactor", "tensor",
    "vector", "actor", "mirror", "container", "order", "worker", "consumer", "member", "partner", "carrier", "customer",
    "tier", "pointer", "identifier", "adapter", "connector", "indicator", "generator", "compressor", "elevator", "escalator",
    "excavator", "refrigerator", "harvester", "sprayer", "mower", "thermometer", "barometer", "hydrometer", "anemometer", "committee", "fee", "tree", "coffee",
    "degree", "employee", "plant", "restaurant", "variant", "constant", "quadrant", "hydrant", "grant", "list", "artist", "checklist", "shortlist", "playlist", "wishlist",
];

/// People whose name ends like that of `generators`.
#[rustfmt::skip]
const CREATORS: &[&str] = &[
    "translator", "administrator", "curator", "educator", "illustrator", "narrator", "investigator", "navigator", "negotiator",
    "mediator", "arbitrator", "coordinator", "collaborator", "legislator", "decorator", "restorator", "senator", "spectator",
];

/// Whether a noun is no thing that is known, and nothing that is done.
pub(super) fn is_no_thing(noun: &str) -> bool {
    !THINGS.contains(&noun) && class_of(noun).is_none() && (noun.len() >= 5 || noun == "crew")
}

/// Whether a noun in the singular ends like the name of people: `beekeeper`, `florist`, `tradesperson`.
pub(super) fn is_like_people(noun: &str) -> bool {
    // `tradesperson`, whatever a trade is.
    if noun == "crew" || ["sperson", "sman", "swoman"].iter().any(|ending| noun.ends_with(ending)) {
        return true;
    }
    let endings = ["er", "or", "ist", "ian", "eer", "ee", "man", "ant", "person"];
    // `generators` are things, `translators` are not.
    let thing = noun.ends_with("ator") && !CREATORS.contains(&noun) || noun.ends_with("meter");
    is_no_thing(noun) && !thing && endings.iter().any(|ending| noun.ends_with(ending))
}
