//! Delivering a message to a subject of a NATS server.

use crate::delivery::{Message, NotDelivered, place};
use async_nats::{Client, ConnectOptions, Event, HeaderMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use url::Url;

/// The port of a server that is not told.
pub(crate) const PORT: u16 = 4222;

/// Who we are to a server.
#[derive(Clone)]
pub struct Credentials {
    /// The user's name.
    pub user: String,
    /// The user's password.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Publishes a message to the subject in the path of `address`: `nats://host:4222/loadline.events`. Returns when the server has
/// taken it: it has answered what was asked after the message, and has not refused the message before. Whether it is kept is up to the
/// server's streams; they know it again by its `Nats-Msg-Id`.
///
/// # Errors
/// When it was not taken; see [`NotDelivered`].
pub fn publish(
    address: &str,
    message: Message<'_>,
    credentials: Option<&Credentials>,
    timeout: Duration,
) -> Result<(), NotDelivered> {
    let target = Target::read(address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| target.unreachable(error.to_string()))?;
    runtime.block_on(async {
        tokio::time::timeout(timeout, target.publish(message, credentials, timeout))
            .await
            .unwrap_or_else(|_| Err(NotDelivered::TooSlow { address: target.server.clone(), after: timeout }))
    })
}

/// A server and a subject on it.
struct Target {
    server: String,
    subject: String,
}

impl Target {
    fn read(address: &str) -> Result<Self, NotDelivered> {
        let bad = |why: &str| NotDelivered::BadAddress { address: place(address), why: why.to_owned() };
        let url = Url::parse(address).map_err(|error| bad(&error.to_string()))?;
        let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "nats" | "tls")) else {
            return Err(bad("not a `nats://` or `tls://` URL"));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("user and password do not belong into an address, which others see"));
        }
        let subject = url.path().trim_start_matches('/');
        let sound = subject.split('.').all(|token| {
            !token.is_empty()
                && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        });
        if !sound {
            return Err(bad("its path is no subject: words of letters, digits, `-` and `_`, parted by dots"));
        }
        let server = format!("{}://{host}:{}", url.scheme(), url.port().unwrap_or(PORT));
        Ok(Self { server, subject: subject.to_owned() })
    }

    fn unreachable(&self, why: String) -> NotDelivered {
        NotDelivered::Unreachable { address: self.server.clone(), why }
    }

    async fn publish(
        &self,
        message: Message<'_>,
        credentials: Option<&Credentials>,
        timeout: Duration,
    ) -> Result<(), NotDelivered> {
        // A server refuses a message not in an answer to it but in an event of its own.
        let refusals = Arc::new(Mutex::new(None));
        let told = Arc::clone(&refusals);
        let mut options =
            ConnectOptions::new().connection_timeout(timeout).name("loadline").event_callback(move |event| {
                let told = Arc::clone(&told);
                async move {
                    if let Event::ServerError(error) = event
                        && let Ok(mut told) = told.lock()
                    {
                        *told = Some(error.to_string());
                    }
                }
            });
        if let Some(Credentials { user, password }) = credentials {
            options = options.user_and_password(user.clone(), password.clone());
        }
        let client =
            options.connect(&self.server).await.map_err(|error| self.unreachable(error.to_string()))?;
        let mut headers = HeaderMap::new();
        headers.insert("content-type", message.media_type);
        headers.insert("Nats-Msg-Id", message.id);
        let sent =
            client.publish_with_headers(self.subject.clone(), headers, message.body.to_vec().into()).await;
        sent.map_err(|error| self.unreachable(error.to_string()))?;
        self.round_trip(&client).await?;
        let refused = refusals.lock().ok().and_then(|mut refused| refused.take());
        refused.map_or(Ok(()), |why| Err(self.unreachable(why)))
    }

    /// Asks something of an inbox nobody listens to. A server works in order, so its answer, that nobody does, comes after it has
    /// looked at what was sent before. (Flushing a client only empties its own buffer.)
    async fn round_trip(&self, client: &Client) -> Result<(), NotDelivered> {
        let asked = client.request(client.new_inbox(), "".into()).await;
        match asked {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == async_nats::RequestErrorKind::NoResponders => Ok(()),
            Err(error) => Err(self.unreachable(error.to_string())),
        }
    }
}
