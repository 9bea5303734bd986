//! Every rule is tried on its own page.

mod pages;
