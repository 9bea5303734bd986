//! Every rule is tried on its own page; acceptances on small models.

mod acceptances;
mod pages;
