//! `record!` and `choice!`: the one place a field or word is written, for the type, the table and the documentation.

/// Declares a record of the language: a struct of optional stated fields, its field table, and how it is read.
///
/// ```text
/// record! {
///     /// What it is.
///     pub struct Backup("backup plan") {
///         /// How often one is taken.
///         "every" every: Duration,
///     }
/// }
/// ```
/// `("service", profiles)` allows `use:`; `include common: Common;` puts another record's fields into the same map.
macro_rules! record {
    (@profiles profiles) => { true };
    (@profiles) => { false };
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident ($word:literal $(, $profiles:ident)?) {
            $( include $inc:ident : $inc_type:ident; )*
            $( $(#[doc = $field_doc:literal])+ $key:literal $field:ident : $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $( #[doc = concat!("The fields shared with every other holder of a `", stringify!($inc_type), "`.")] pub $inc: $inc_type, )*
            $( $(#[doc = $field_doc])+ pub $field: Option<$crate::lower::Stated<$type>>, )*
        }

        impl $name {
            /// The field table of this record.
            #[must_use]
            pub fn record() -> &'static $crate::lower::Record {
                static RECORD: $crate::lower::Record = $crate::lower::Record {
                    name: $word,
                    doc: concat!($($doc),+),
                    profiles: $crate::lower::record!(@profiles $($profiles)?),
                    includes: &[$( $inc_type::record ),*],
                    fields: &[$( $crate::lower::Field {
                        key: $key,
                        doc: concat!($($field_doc),+),
                        shape: <$type as $crate::lower::Lower>::SHAPE,
                    } ),*],
                };
                &RECORD
            }

            pub(crate) fn read_fields(at: &$crate::lower::OpenRecord<'_>, cx: &mut $crate::lower::Lowering<'_>) -> Self {
                Self {
                    $( $inc: $inc_type::read_fields(at, cx), )*
                    $( $field: cx.field(at, $key), )*
                }
            }
        }

        impl $crate::lower::Lower for $name {
            const SHAPE: $crate::lower::Shape = $crate::lower::Shape::Record($name::record);

            fn lower(at: &$crate::lower::Layers, cx: &mut $crate::lower::Lowering<'_>) -> Option<Self> {
                let at = cx.open_record(at, Self::record())?;
                Some(Self::read_fields(&at, cx))
            }
        }
    };
}

/// Declares a closed set of words.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident { $( $(#[doc = $word_doc:literal])+ $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[doc = $word_doc])+ $variant, )+ }

        impl $name {
            const WORDS: &'static [$crate::lower::Word] =
                &[$( $crate::lower::Word { word: $word, doc: concat!($($word_doc),+) } ),+];

            /// The word as written in a model.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::lower::Lower for $name {
            const SHAPE: $crate::lower::Shape = $crate::lower::Shape::Choice(Self::WORDS);

            fn lower(at: &$crate::lower::Layers, cx: &mut $crate::lower::Lowering<'_>) -> Option<Self> {
                match cx.scalar(at, &Self::SHAPE)? {
                    $( $word => Some(Self::$variant), )+
                    _ => { cx.wrong_word(at, Self::WORDS); None }
                }
            }
        }
    };
}

pub(crate) use {choice, record};
