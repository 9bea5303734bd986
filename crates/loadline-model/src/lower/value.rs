//! Single values: texts, flags and quantities.

use super::{Layers, Lower, Lowering, Shape};
use loadline_base::Date;
use loadline_base::units::{
    Count, Duration, Factor, Growth, Money, Number, Population, Rate, Share, Size, Unit, UnitError,
};

impl Lower for String {
    const SHAPE: Shape = Shape::Text;

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        cx.scalar(at, &Self::SHAPE).map(str::to_owned)
    }
}

impl Lower for bool {
    const SHAPE: Shape = Shape::Flag;

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        match cx.scalar(at, &Self::SHAPE)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                cx.wrong(at[0], &Self::SHAPE);
                None
            }
        }
    }
}

/// Any value; it is kept in the tree and not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anything;

impl Lower for Anything {
    const SHAPE: Shape = Shape::Anything;

    fn lower(_: &Layers, _: &mut Lowering<'_>) -> Option<Self> {
        Some(Self)
    }
}

/// Reads a quantity and explains what is wanted when it is not one.
fn quantity<U: Unit + Lower>(at: &Layers, cx: &mut Lowering<'_>) -> Option<U> {
    let text = cx.scalar(at, &U::SHAPE)?;
    match U::read(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let hint = match &error {
                UnitError::NoUnit(number) => format!("expected {}; which unit is `{number}` in?", U::WANTS),
                _ => format!("expected {}", U::WANTS),
            };
            cx.fault(at[0], error.to_string(), hint);
            None
        }
    }
}

macro_rules! quantities {
    ($($unit:ident $bare:literal)+) => { $(
        impl Lower for $unit {
            const SHAPE: Shape = Shape::Quantity { wants: $unit::WANTS, pattern: $unit::PATTERN, bare: $bare };

            fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
                quantity(at, cx)
            }
        }
    )+ };
}

quantities! {
    Duration false
    Rate false
    Growth false
    Size false
    Share false
    Money false
    Factor false
    Count true
    Number true
    Population true
    Date false
}
