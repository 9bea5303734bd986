//! Edges of the dependency graph: what a component needs, how it calls it, and what it does when that fails.

use crate::lower::{
    Anything, Decided, Keys, Layers, Lower, Lowering, Map, Ref, Shape, Stated, TargetKind, Word, choice,
    lower_map, record, targets,
};
use crate::syntax::NodeKind;
use loadline_base::Date;
use loadline_base::units::{Count, Duration, Factor, Number, Rate, Share, Size};

record! {
    /// An edge: something a component needs. It is keyed by what it calls; a second edge to the same target has its own key and a `to:`.
    pub struct Need("need", profiles) {
        /// What is called, when the key does not say it: `component` or `component.interface`.
        "to" to: Ref<targets::ComponentPart>,
        /// Whether the caller fails with it. Unsaid = unknown.
        "kind" kind: NeedKind,
        /// Limits the edge to these interfaces of the caller or these journeys.
        "for" only_for: Vec<Stated<Ref<targets::Trigger>>>,
        /// Order: equal steps run in parallel, ascending ones in series; unsaid = in series, labelled as assumed.
        "step" step: Count,
        /// How many of the parallel calls of this step must answer.
        "await" await_all: Await,
        /// When it is needed; start-up order is not a runtime dependency.
        "phase" phase: Phase,
        /// Whether the caller goes on without waiting.
        "async" is_async: bool,
        /// How it is used.
        "access" access: Access,
        /// What stands in between: `outbox`, or the cache whose misses this edge serves.
        "via" via: Via,
        /// Which replica is used.
        "route" route: Route,
        /// Calls per request: 1.8 = one surely and a second with probability 0.8.
        "calls" calls: Number,
        /// Share of requests that use it.
        "share" share: Share,
        /// Reads per request.
        "reads" reads: Number,
        /// Writes per request.
        "writes" writes: Number,
        /// Data classes that flow over it.
        "carries" carries: Vec<Stated<Ref<targets::Data>>>,
        /// Longest one attempt may take; `none` = without limit.
        "timeout" timeout: Decided<Duration>,
        /// Longest all attempts together may take, backoff included.
        "deadline" deadline: Duration,
        /// What happens after a failed attempt; `none` = nothing.
        "retries" retries: Decided<Retries>,
        /// Whether calls stop for a while after many failures.
        "breaker" breaker: Toggle<Breaker>,
        /// What the caller does when it fails for good.
        "fallback" fallback: Decided<Fallback>,
        /// Connections held per replica of the caller; `none` = a new one each time.
        "pool" pool: Decided<Count>,
        /// How the caller proves who it is.
        "auth" auth: Decided<String>,
        /// Lowest TLS version.
        "tls" tls: Decided<String>,
        /// What makes a message delivered twice harmless.
        "dedupe" dedupe: Decided<String>,
        /// Deliveries before a message is given up; `none` = for ever.
        "max-deliveries" max_deliveries: Decided<Count>,
        /// Size of one message or answer.
        "payload" payload: Size,
        /// How it is compressed.
        "compression" compression: Decided<String>,
        /// Most calls the caller makes.
        "rate-limit" rate_limit: Rate,
        /// Second attempt sent before the first has failed, after this time.
        "hedge" hedge: Duration,
        /// Adaptive throttling: calls are held back at random once more than so many times those accepted are sent; 2 is usual.
        "throttle" throttle: Factor,
        /// Whether the callee is told how much time is left, so that it can hand that on and drop what comes too late.
        "propagate-deadline" propagate_deadline: bool,
    }
}

/// Edges keyed by what they call, or by a key of their own with a `to:`.
#[derive(Debug, Clone, Default)]
pub struct Needs(Map<Need>);

impl std::ops::Deref for Needs {
    type Target = Map<Need>;

    fn deref(&self) -> &Map<Need> {
        &self.0
    }
}

impl Lower for Needs {
    const SHAPE: Shape = Shape::Map { keys: Some(TargetKind::ComponentPart), of: &Need::SHAPE };

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let map: Map<Need> = lower_map(at, cx, Keys::Foreign)?;
        for (id, need) in map.iter() {
            if need.to.is_none() {
                cx.below(id, |cx| cx.refer(TargetKind::ComponentPart, id, need.key));
            }
        }
        Some(Self(map))
    }
}

choice! {
    /// Whether the caller fails with what it needs.
    pub enum NeedKind {
        /// The caller fails.
        Hard = "hard",
        /// The caller degrades.
        Soft = "soft",
    }
}

choice! {
    /// When something is needed.
    pub enum Phase {
        /// To start.
        Start = "start",
        /// To answer requests.
        Run = "run",
    }
}

choice! {
    /// How something is used.
    pub enum Access {
        /// Called for an answer.
        Call = "call",
        /// Read.
        Read = "read",
        /// Written.
        Write = "write",
        /// Messages are sent to it.
        Publish = "publish",
        /// Messages are taken from it.
        Consume = "consume",
    }
}

choice! {
    /// Which replica is used.
    pub enum Route {
        /// The one that takes writes.
        Primary = "primary",
        /// Any that may trail behind.
        Replica = "replica",
    }
}

record! {
    /// What happens after a failed attempt.
    pub struct Retries("retry policy") {
        /// Attempts after the first one.
        "max" max: Count,
        /// How long to wait between attempts.
        "backoff" backoff: Decided<Backoff>,
        /// How the waiting time is spread at random.
        "jitter" jitter: Decided<Jitter>,
        /// Most retries, as a share of first attempts.
        "budget" budget: Decided<Share>,
        /// Which failures are retried.
        "when" when: String,
    }
}

/// How long to wait between attempts: a word, or a word with its times.
#[derive(Debug, Clone, Default)]
pub struct Backoff {
    /// How the waiting time grows.
    pub kind: Option<Stated<BackoffKind>>,
    /// First waiting time.
    pub base: Option<Stated<Duration>>,
    /// Longest waiting time.
    pub cap: Option<Stated<Duration>>,
}

record! {
    /// How long to wait between attempts, with its times.
    pub struct BackoffTimes("backoff") {
        /// How the waiting time grows.
        "kind" kind: BackoffKind,
        /// First waiting time.
        "base" base: Duration,
        /// Longest waiting time.
        "cap" cap: Duration,
    }
}

impl Lower for Backoff {
    const SHAPE: Shape = Shape::Either(&BackoffKind::SHAPE, &BackoffTimes::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let first = *at.first()?;
        let tree = cx.tree(first.tree);
        if matches!(tree.node(first.node).kind, NodeKind::Map { .. }) {
            let BackoffTimes { kind, base, cap } = BackoffTimes::lower(at, cx)?;
            return Some(Self { kind, base, cap });
        }
        let kind = BackoffKind::lower(at, cx)?;
        let span = cx.span(first);
        Some(Self { kind: Some(Stated { value: kind, span, origin: first.origin }), base: None, cap: None })
    }
}

choice! {
    /// How the waiting time between attempts grows.
    pub enum BackoffKind {
        /// Always the same.
        Fixed = "fixed",
        /// By the same amount each time.
        Linear = "linear",
        /// Doubled each time.
        Exponential = "exponential",
    }
}

choice! {
    /// How the waiting time is spread at random.
    pub enum Jitter {
        /// Anywhere between zero and the waiting time.
        Full = "full",
        /// Half fixed, half random.
        Equal = "equal",
        /// Between the base and three times the last wait.
        Decorrelated = "decorrelated",
    }
}

record! {
    /// When calls stop for a while.
    pub struct Breaker("circuit breaker") {
        /// Share of failures that opens it.
        "opens-at" opens_at: Share,
        /// Time over which failures are counted.
        "over" over: Duration,
        /// How long it stays open before a trial call.
        "open-for" open_for: Duration,
    }
}

/// `true`, `false`, or the details (which mean `true`).
#[derive(Debug, Clone)]
pub enum Toggle<T> {
    /// It is not there.
    False,
    /// It is there, without details.
    True,
    /// It is there, with details.
    With(T),
}

impl<T> Toggle<T> {
    /// Whether it is there.
    pub const fn is_on(&self) -> bool {
        !matches!(self, Self::False)
    }
}

impl<T: Lower> Lower for Toggle<T> {
    const SHAPE: Shape = Shape::Either(&Shape::Flag, &T::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let first = *at.first()?;
        if matches!(cx.tree(first.tree).node(first.node).kind, NodeKind::Map { .. }) {
            return T::lower(at, cx).map(Self::With);
        }
        bool::lower(at, cx).map(|on| if on { Self::True } else { Self::False })
    }
}

record! {
    /// What the caller does when a need fails for good: one of `to`, `stale`, `queue`, `degrade`, `drop`.
    pub struct Fallback("fallback") {
        /// Call this instead.
        "to" to: Ref<targets::ComponentPart>,
        /// Timeout of the call to `to`.
        "timeout" timeout: Duration,
        /// Use what was last known, up to this age.
        "stale" stale: Duration,
        /// Keep the request and do it within this time.
        "queue" queue: Duration,
        /// Go on with less; say what is missing.
        "degrade" degrade: String,
        /// Leave it out for good; say what that means.
        "drop" drop: String,
        /// What the user sees meanwhile.
        "as" shown_as: String,
        /// When it was last seen to work.
        "exercised" exercised: Date,
        /// Further notes.
        "note" note: Anything,
    }
}

/// What stands between caller and callee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// A transactional outbox: the caller's own commit, delivered later.
    Outbox,
    /// This edge serves the misses of that cache.
    Cache(Ref<targets::Component>),
}

impl Lower for Via {
    const SHAPE: Shape = Shape::Either(
        &Shape::Choice(&[Word { word: "outbox", doc: "A transactional outbox." }]),
        &Shape::Reference(TargetKind::Component),
    );

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        if cx.scalar(at, &Self::SHAPE)? == "outbox" {
            return Some(Self::Outbox);
        }
        Ref::lower(at, cx).map(Self::Cache)
    }
}

/// How many of the parallel calls of one step must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Await {
    /// All of them.
    All,
    /// The first one.
    Any,
    /// This many.
    Some(u64),
}

impl Lower for Await {
    const SHAPE: Shape = Shape::Either(
        &Shape::Choice(&[
            Word { word: "all", doc: "All of them." },
            Word { word: "any", doc: "The first one." },
        ]),
        &Count::SHAPE,
    );

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        match cx.scalar(at, &Self::SHAPE)? {
            "all" => Some(Self::All),
            "any" => Some(Self::Any),
            _ => Count::lower(at, cx).map(|count| Self::Some(count.get())),
        }
    }
}
