//! Delivering a message to a subject of a NATS server.

use crate::delivery::{Message, NotDelivered};
use async_nats::{ConnectOptions, HeaderMap};
use std::time::Duration;
use url::Url;

/// The port of a server that is not told.
const PORT: u16 = 4222;

/// Publishes a message to the subject in the path of `address`: `nats://user:password@host:4222/loadline.events`. Returns
/// when the server has confirmed that it has the message. Whether it is kept is up to the server's streams; they know it
/// again by its `Nats-Msg-Id`.
///
/// # Errors
/// When it was not taken; see [`NotDelivered`].
pub fn publish(address: &str, message: Message<'_>, timeout: Duration) -> Result<(), NotDelivered> {
    let place = Place::read(address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| place.unreachable(error.to_string()))?;
    runtime.block_on(async {
        let all = place.publish(message, timeout);
        tokio::time::timeout(timeout, all)
            .await
            .unwrap_or_else(|_| Err(NotDelivered::TooSlow { address: place.shown.clone(), after: timeout }))
    })
}

/// A server and a subject on it.
struct Place {
    server: String,
    /// The address for messages.
    shown: String,
    subject: String,
    user: Option<(String, String)>,
}

impl Place {
    fn read(address: &str) -> Result<Self, NotDelivered> {
        let bare = address.split_once('@').map_or(address, |(_, host)| host);
        let bad = |why: &str| NotDelivered::BadAddress { address: bare.to_owned(), why: why.to_owned() };
        let url = Url::parse(address).map_err(|error| bad(&error.to_string()))?;
        let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "nats" | "tls")) else {
            return Err(bad("not a `nats://` or `tls://` URL"));
        };
        let subject = url.path().trim_start_matches('/');
        let sound = subject.split('.').all(|token| {
            !token.is_empty()
                && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        });
        if !sound {
            return Err(bad("its path is no subject: words of letters, digits, `-` and `_`, parted by dots"));
        }
        let server = format!("{}://{host}:{}", url.scheme(), url.port().unwrap_or(PORT));
        let user = (!url.username().is_empty())
            .then(|| (url.username().to_owned(), url.password().unwrap_or_default().to_owned()));
        Ok(Self { shown: format!("{server}/{subject}"), server, subject: subject.to_owned(), user })
    }

    fn unreachable(&self, why: String) -> NotDelivered {
        NotDelivered::Unreachable { address: self.shown.clone(), why }
    }

    async fn publish(&self, message: Message<'_>, timeout: Duration) -> Result<(), NotDelivered> {
        let mut options = ConnectOptions::new().connection_timeout(timeout).name("loadline");
        if let Some((user, password)) = self.user.clone() {
            options = options.user_and_password(user, password);
        }
        let client =
            options.connect(&self.server).await.map_err(|error| self.unreachable(error.to_string()))?;
        let mut headers = HeaderMap::new();
        headers.insert("content-type", message.media_type);
        headers.insert("Nats-Msg-Id", message.id);
        let sent =
            client.publish_with_headers(self.subject.clone(), headers, message.body.to_vec().into()).await;
        sent.map_err(|error| self.unreachable(error.to_string()))?;
        client.flush().await.map_err(|error| self.unreachable(error.to_string()))
    }
}
