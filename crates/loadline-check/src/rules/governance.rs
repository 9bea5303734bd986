//! LL9: governance. These run last, so that they can judge which acceptances were needed.

rules! {
    expired_assumption,
}
