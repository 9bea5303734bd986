//! `loadline event`: tells others how far the work is and what was decided, as CloudEvents.

mod decision;
mod update;

use super::credentials::{self, variable};
use super::{Command, group};
use crate::output::event::{MEDIA_TYPE, as_json};
use crate::output::json::to_text;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use jiff::Timestamp;
use loadline_app::event::{Event, Message, deliver};

pub(crate) const COMMAND: Command = Command { name: "event", describe, run };

/// Every command below `event`, in the order of the help.
const COMMANDS: &[Command] = &[update::COMMAND, decision::COMMAND];

/// The variable that holds the secret of webhooks. Not an option: other users of a machine see those.
const SECRET: &str = "LOADLINE_WEBHOOK_SECRET";
fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command)
        .about("Tell others how far the work is and what was decided, as CloudEvents 1.0")
        .after_help(
            "--to takes a file, which gets one line more; `https://host/path`, signed as Standard Webhooks says with the secret in \
             LOADLINE_WEBHOOK_SECRET (`whsec_…`); or `nats://host:4222/subject`, as the user in LOADLINE_NATS_USER and LOADLINE_NATS_PASSWORD. Without it the \
             event is printed.\n\n\
             The id of an event hangs on what it tells and on the model's text: telling the same again gives the same id, and \
             receivers drop it.",
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}

/// Where to hand it, and when it is told.
fn delivery_arguments() -> [Arg; 2] {
    [
        Arg::new("to")
            .long("to")
            .value_name("TARGET")
            .help("A file, a webhook or a NATS subject; see `loadline event --help`"),
        Arg::new("time")
            .long("time")
            .value_name("TIME")
            .help("The time to write, as 2026-11-20T09:30:00Z, instead of now"),
    ]
}

/// Prints an event, or hands it to whom it is for.
fn tell(event: &Event, arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let now = Timestamp::now();
    let told = arguments.get_one::<String>("time").map_or(Ok(now), |text| {
        text.parse().map_err(|_| {
            expected(format!("`--time`: `{text}` is not a time"), "write it as 2026-11-20T09:30:00Z")
        })
    })?;
    let json = as_json(event, &format!("{told:.0}"));
    let Some(target) = arguments.get_one::<String>("to") else {
        terminal.data(&to_text(&json))?;
        return Ok(Exit::Clean);
    };
    let (id, body) = (event.id(), json.to_string());
    let message = Message { id: &id, media_type: MEDIA_TYPE, body: body.as_bytes() };
    let secret = variable(SECRET);
    let user = credentials::nats();
    // A signature is of the moment it is sent: receivers refuse old ones, whatever time the event tells.
    deliver(target, message, secret.as_deref(), user.as_ref(), now.as_second()).map_err(Expected)?;
    terminal.talk(&format!("delivered {} {id}", event.kind.word()));
    if target.starts_with("http") && secret.is_none() {
        terminal.talk(&format!("not signed: {SECRET} holds no secret"));
    }
    Ok(Exit::Clean)
}
