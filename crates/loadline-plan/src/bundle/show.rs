//! How values of the model read in a sentence.

use loadline_base::Date;
use loadline_base::units::{Count, Duration, Factor, Growth, Money, Number, Population, Rate, Share, Size};
use loadline_model::kinds::{
    Access, ActorKind, CachePattern, ChangeKind, Consistency, CopyPurpose, Criticality, DataClass, Delivery,
    Discipline, DomainKind, Evolution, FailureCategory, Logs, MigrationStrategy, NeedKind, Ordering,
    PageClass, ReplicaMode, RolloutStrategy, SecretSource, StatePattern, TestKind, Trust,
};
use loadline_model::{Decided, Ref, Stated};

/// A value as it reads in a sentence.
pub(crate) trait Show {
    fn show(&self) -> String;
}

macro_rules! displayed {
    ($($name:ident)+) => { $(
        impl Show for $name {
            fn show(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

displayed! { String Date Count Duration Factor Growth Money Number Population Rate Share Size }

macro_rules! worded {
    ($($name:ident)+) => { $(
        impl Show for $name {
            fn show(&self) -> String {
                self.word().to_owned()
            }
        }
    )+ };
}

worded! {
    Access ActorKind CachePattern ChangeKind Consistency CopyPurpose Criticality DataClass Delivery Discipline DomainKind Evolution
    FailureCategory Logs MigrationStrategy NeedKind Ordering PageClass ReplicaMode RolloutStrategy SecretSource
    StatePattern TestKind Trust
}

impl Show for bool {
    fn show(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }
}

impl<T> Show for Ref<T> {
    fn show(&self) -> String {
        format!("`{}`", self.id)
    }
}

impl<T: Show> Show for Decided<T> {
    fn show(&self) -> String {
        self.value().map_or_else(|| "none, by decision".to_owned(), Show::show)
    }
}

impl<T: Show> Show for Vec<Stated<T>> {
    fn show(&self) -> String {
        if self.is_empty() {
            return "none".to_owned();
        }
        self.iter().map(|item| item.value.show()).collect::<Vec<_>>().join(", ")
    }
}
