//! Ctrl-C as a wish to stop: the first one is noted and looked at by whoever works, the second ends the process at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What shells show for a process that Ctrl-C ended: 128 + 2.
pub(crate) const EXIT_CODE: u8 = 130;

/// Whether somebody wants this to stop.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where that cannot be, Ctrl-C ends the process as ever.
    pub(crate) fn listen() -> Self {
        let came = Arc::new(AtomicBool::new(false));
        // In this order: the first one finds the flag still down, and lifts it.
        let second = flag::register_conditional_shutdown(SIGINT, i32::from(EXIT_CODE), Arc::clone(&came));
        if second.is_ok() {
            drop(flag::register(SIGINT, Arc::clone(&came)));
        }
        Self(came)
    }

    /// The same for what runs as a service, which is ended by SIGTERM as well.
    pub(crate) fn of_services() -> Self {
        let this = Self::listen();
        drop(flag::register(SIGTERM, Arc::clone(&this.0)));
        this
    }

    /// Whether it came.
    pub(crate) fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
