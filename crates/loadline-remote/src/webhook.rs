//! Delivering a message over HTTP, signed as Standard Webhooks says (specification 1.0.0, "Signature scheme").

use crate::delivery::{Message, NotDelivered, place};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::Duration;
use ureq::Agent;
use url::Url;

/// What a serialised secret begins with.
const PREFIX: &str = "whsec_";

/// A secret that sender and receiver share.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Reads `whsec_` followed by 24 to 64 bytes in base64.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn read(text: &str) -> Result<Self, NotDelivered> {
        let bad = |why| NotDelivered::BadSecret { why };
        let coded = text.trim().strip_prefix(PREFIX).ok_or_else(|| bad("it does not begin with `whsec_`"))?;
        let bytes = STANDARD.decode(coded).map_err(|_| bad("what follows `whsec_` is no base64"))?;
        if !(24..=64).contains(&bytes.len()) {
            return Err(bad("it is shorter than 24 bytes or longer than 64"));
        }
        Ok(Self(bytes))
    }

    /// The header `webhook-signature`: `v1,` and HMAC-SHA256 over `id.timestamp.body`, in base64.
    fn sign(&self, message: Message<'_>, seconds: i64) -> Result<String, NotDelivered> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .map_err(|_| NotDelivered::BadSecret { why: "it is no key" })?;
        mac.update(format!("{}.{seconds}.", message.id).as_bytes());
        mac.update(message.body);
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    }
}

/// Posts a message to `address`, signed where there is a secret, at `seconds` since 1970. Any status of success is a receipt;
/// redirects are not followed, since a signed message is for nobody else.
///
/// # Errors
/// When it was not taken; see [`NotDelivered`].
pub fn post(
    address: &str,
    message: Message<'_>,
    secret: Option<&Secret>,
    seconds: i64,
    timeout: Duration,
) -> Result<(), NotDelivered> {
    let url = Url::parse(address).map_err(|error| bad(address, error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(bad(address, "not an http or https URL".to_owned()));
    }
    let shown = place(address);
    let agent = Agent::config_builder()
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("loadline/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut request = agent
        .post(url.as_str())
        .header("Content-Type", message.media_type)
        .header("webhook-id", message.id)
        .header("webhook-timestamp", seconds.to_string());
    if let Some(secret) = secret {
        request = request.header("webhook-signature", secret.sign(message, seconds)?);
    }
    let response = request.send(message.body).map_err(|error| match error {
        ureq::Error::Timeout(_) => NotDelivered::TooSlow { address: shown.clone(), after: timeout },
        error => NotDelivered::Unreachable { address: shown.clone(), why: error.to_string() },
    })?;
    match response.status().as_u16() {
        200..=299 => Ok(()),
        status => Err(NotDelivered::Refused { address: shown, status }),
    }
}

fn bad(address: &str, why: String) -> NotDelivered {
    NotDelivered::BadAddress { address: place(address), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the specification's reference libraries.
    #[test]
    fn signs_as_the_specification_does() {
        let secret = Secret::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let message = Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", media_type: "application/json", body };
        let signature = secret.sign(message, 1_614_265_330).unwrap();
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn secrets_are_refused_with_a_reason_and_never_shown() {
        let long = format!("whsec_{}", STANDARD.encode([7; 65]));
        for (text, why) in [
            ("abc", "begin with"),
            ("whsec_?", "no base64"),
            ("whsec_c2hvcnQ=", "shorter"),
            (long.as_str(), "longer"),
        ] {
            let error = Secret::read(text).unwrap_err().to_string();
            assert!(error.contains(why) && !error.contains("c2hvcnQ"), "{error}");
        }
        let secret = Secret::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
