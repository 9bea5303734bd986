//! Layouts, settings and tallies as bytes and back, exactly: whole numbers as they are, floats by their bits. For runs that are done
//! elsewhere.

mod probe;

use crate::engine::{Settings, run};
use crate::layout::Layout;
use crate::tally::Tally;
use probe::SECONDS;
#[cfg(test)]
pub(crate) use probe::probe;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::OnceLock;

/// What goes to others and comes back.
pub trait Portable: Serialize + DeserializeOwned {}

impl Portable for Layout {}
impl Portable for Settings {}
impl Portable for Tally {}

/// Something as bytes; `None` only when there is no memory for them.
#[must_use]
pub fn to_bytes(value: &impl Portable) -> Option<Vec<u8>> {
    postcard::to_allocvec(value).ok()
}

/// What bytes are of; `None` when they are not of that, or of more.
#[must_use]
pub fn from_bytes<T: Portable>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// What tells engines apart that would give other numbers, or other bytes: the version of this package, and what a small layout that
/// uses everything comes to. Who does not share it must not do runs for others.
#[must_use]
pub fn engine() -> String {
    static ENGINE: OnceLock<String> = OnceLock::new();
    ENGINE.get_or_init(identity).clone()
}

fn identity() -> String {
    let probe = probe::probe();
    let bytes = [to_bytes(&probe), to_bytes(&tally_of(&probe))].into_iter().flatten().flatten();
    // FNV-1a.
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{}+{hash:016x}", env!("CARGO_PKG_VERSION"))
}

/// What the probe comes to, or what is like it.
fn tally_of(layout: &Layout) -> Tally {
    run(layout, Settings { slices: 4, series: true, ..Settings::lasting(SECONDS, 7) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change that is meant to make the engine faster or easier to read leaves this as it is. One that is meant to give other numbers,
    /// or counts something more, writes the new one here.
    #[test]
    fn the_engine_gives_the_numbers_it_gave() {
        let engine = engine();
        assert_eq!(engine.split_once('+').map(|(_, hash)| hash), Some("cca51e66e141ef43"));
    }

    #[test]
    fn what_went_out_comes_back() {
        let settings = Settings { slices: 7, series: true, ..Settings::lasting(20.0, 3) };
        let layout: Layout = from_bytes(&to_bytes(&probe()).expect("bytes")).expect("a layout");
        let back: Settings = from_bytes(&to_bytes(&settings).expect("bytes")).expect("settings");
        let (here, there) = (run(&probe(), settings), run(&layout, back));
        assert_eq!(here, there);
        let bytes = to_bytes(&here).expect("bytes");
        let tally: Tally = from_bytes(&bytes).expect("a tally");
        assert_eq!(tally, here);
        assert_eq!(to_bytes(&tally).expect("bytes"), bytes);
    }

    #[test]
    fn other_bytes_are_nothing() {
        let bytes = to_bytes(&run(&probe(), Settings::lasting(5.0, 3))).expect("bytes");
        assert_eq!(from_bytes::<Tally>(&bytes[..bytes.len() - 1]), None);
        assert_eq!(from_bytes::<Tally>(&[bytes.as_slice(), &[0]].concat()), None);
        assert_eq!(from_bytes::<Tally>(&[255; 40]), None);
    }

    #[test]
    fn an_engine_knows_itself() {
        assert_eq!(engine(), identity());
        assert!(engine().starts_with(concat!(env!("CARGO_PKG_VERSION"), "+")));
    }
}
