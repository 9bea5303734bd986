//! Externals: services that others run.

use super::{Common, Interface};
use crate::lower::{Decided, Map, record};
use loadline_base::units::Rate;

record! {
    /// A service that others run.
    pub struct External("external", profiles) {
        include common: Common;
        /// What it offers, when we use more than one interface.
        "exposes" exposes: Map<Interface>,
        /// Most calls they take from us.
        "quota" quota: Decided<Rate>,
        /// Contract on the processing of personal data (GDPR Art. 28); `none` = none.
        "agreement" agreement: Decided<String>,
        /// Region they process data in.
        "region" region: String,
        /// Safeguard for data that leaves its region (`scc`, `adequacy`); `none` = none (GDPR Art. 46).
        "transfer" transfer: Decided<String>,
    }
}
