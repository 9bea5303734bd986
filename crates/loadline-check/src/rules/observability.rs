//! LL5: SLOs, alerts, runbooks and signals.

rules! {}
