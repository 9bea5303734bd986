//! The longest lists of words that speak for the role of a duration.

/// Words of what is cut off.
#[rustfmt::skip]
pub(super) const CUT_OFF: &[&str] = &[
    "outage*", "stand still", "stands still", "offline", "disconnect*", "backlog*", "buffer*", "unreachable", "down for",
    "goes down", "cut off", "without network", "without connectivity", "without connection", "without a connection",
    "without a network", "without link", "without a link", "without signal", "without contact", "without reception",
    "without radio", "without uplink", "without an uplink", "without mobile", "no connection", "no connectivity",
    "no reception", "no contact", "no uplink", "loss of connect*", "connectivity loss", "lose contact", "loses contact", "losing contact", "loss of signal", "loss of contact", "dead zone*",
    "queue* up", "pile* up", "blackout*", "loses connect*", "lose connect*",
    "link is lost", "connection is lost", "link is down", "network is down", "is lost",
    "are lost for", "without power", "drops out", "no coverage", "without coverage",
    "is down", "gone", "interrupt*", "is cut", "are cut", "cut for", "fails", "fail", "failure", "failures", "interruption", "breaks",
    "disturbance", "taken down", "taken out of service", "out of service", "switched off", "shut down", "is away", "are away", "hold* back",
    "held back", "sav* up", "nothing arrives", "nothing is received", "nothing comes in", "close the intake", "loss of the", "lose the network", "loses the network", "dark", "storm", "power cut", "dead for",
    "no reports arrive", "no messages arrive", "no readings arrive", "no data arrives", "no data comes in", "no messages come in", "is out for", "are out for", "be out for",
];

/// Words of the launch.
#[rustfmt::skip]
pub(super) const LAUNCH: &[&str] = &[
    "launch*", "deadline", "go live", "goes live", "going live", "live in", "ship*",
    "deliver*", "mvp", "first version", "first release", "v1", "ready", "build", "builds", "built", "pilot",
    "in production", "timeline", "time to market", "go to market", "start in", "roll out",
    "opening", "opens", "due", "to build", "deadline is", "finished", "runway",
    "project", "of award", "of the award", "after award", "contract award", "contract signature", "after the order", "of the order",
    "commissioning", "into operation", "into service", "live operation", "start of operation", "operational within", "operational in",
    "acceptance", "implementation", "period of performance", "completion", "switched off in", "been given", "time available", "we've got",
    "we have got", "not a day more", "sales start", "after kick off", "after kickoff", "is switched off",
];

/// Words of an answer.
#[rustfmt::skip]
pub(super) const ANSWER: &[&str] = &[
    "respond*", "response*", "answer*", "latenc*", "load*", "render*", "return*",
    "confirm*", "complet*", "repl*", "see", "p50", "p90", "p95", "p99", "p999",
    "percentile", "median", "faster", "fast", "quick*", "serv*", "open*", "result*",
    "come back", "end to end", "accept*", "acknowledg*", "decid*", "decision*", "authori*",
    "approv*", "process*", "finish*", "start*", "redirect*", "search*", "page*",
    "request*", "call*", "quer*", "deliver*", "be back", "back in", "back within",
];

/// Words of keeping.
#[rustfmt::skip]
pub(super) const KEPT: &[&str] = &[
    "keep*", "kept", "retain*", "retention", "stor*", "archiv*", "histor*", "hold", "held",
    "preserv*", "remember*", "searchable", "queryable", "accessible", "look back", "hang on to", "hang onto", "hold on to it", "hold on to them", "hold on to that", "hold on to these", "lifetime", "go back", "save for", "saved for", "at hand", "look things up",
    "expire*", "playback", "replayable", "must stay", "stay", "stays", "remain*", "live for", "lives for",
];
