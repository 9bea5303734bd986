//! LL0: model and references.

rules! {
    dangling_reference,
}
