//! LL9: governance. These run last, so that they can judge which acceptances were needed.

rules! {
    expired_assumption,
    expired_acceptance,
    acceptance_matches_nothing,
    acceptance_names_nothing,
    acceptance_cannot_be_read,
    unowned_component,
    risk_without_owner,
    acceptance_too_long,
}
