//! Queues and topics that somebody consumes, with the settings that apply to them: the topic's own, else the queue's.

use crate::readings::said::decided;
use loadline_base::Span;
use loadline_base::units::Count;
use loadline_evidence::Place;
use loadline_model::kinds::{Delivery, Queue, Topic};
use loadline_model::{Body, Component, Decided, Edge, Model, Named, Stated};
use rustc_hash::FxHashMap;

/// A queue, or one topic of it, with its consumers.
#[derive(Debug)]
pub(crate) struct Channel<'m> {
    /// The broker.
    pub(crate) component: Component<'m>,
    /// What the model says about the broker.
    pub(crate) queue: &'m Queue,
    /// The topic, when consumers name one.
    pub(crate) topic: Option<(&'m str, &'m Named<Topic>)>,
    /// The edges that take messages from it; at least one.
    pub(crate) consumers: Vec<Edge<'m>>,
}

/// A setting with its place.
pub(crate) type Setting<'m, T> = (&'m Stated<Decided<T>>, Place);

/// Every queue or topic with at least one consumer, in the order written.
pub(crate) fn consumed(model: &Model) -> Vec<Channel<'_>> {
    let mut channels = Vec::new();
    for component in model.components() {
        let Body::Queue(queue) = component.body else { continue };
        let mut known: FxHashMap<Option<&str>, usize> = FxHashMap::default();
        for edge in model.callers(component.id).filter(|edge| edge.consumes()) {
            let topic = edge.part.and_then(|part| Some((part, component.topics()?.get(part)?)));
            let index = *known.entry(topic.map(|(name, _)| name)).or_insert(channels.len());
            if index == channels.len() {
                channels.push(Channel { component, queue, topic, consumers: Vec::new() });
            }
            channels[index].consumers.push(edge);
        }
    }
    channels
}

impl<'m> Channel<'m> {
    /// As people write it: `events.order-placed`.
    pub(crate) fn name(&self) -> String {
        let queue = self.component.name;
        self.topic.map_or_else(|| queue.to_owned(), |(topic, _)| format!("{queue}.{topic}"))
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> Place {
        let queue = self.queue_place();
        match self.topic {
            Some((name, topic)) => Place::new(format!("{}/topics/{name}", queue.path), topic.key),
            None => queue,
        }
    }

    /// Where messages go that cannot be processed.
    pub(crate) fn dlq(&self) -> Option<Setting<'m, String>> {
        let own = self.topic.and_then(|(_, topic)| decided(&topic.value.dlq)).map(|dlq| (dlq, self.place()));
        own.or_else(|| decided(&self.queue.dlq).map(|dlq| (dlq, self.queue_place())))
    }

    /// Deliveries before a message is given up, for all consumers that say nothing else.
    pub(crate) fn max_deliveries(&self) -> Option<Setting<'m, Count>> {
        let own = self.topic.and_then(|(_, topic)| decided(&topic.value.max_deliveries));
        own.map(|max| (max, self.place()))
            .or_else(|| decided(&self.queue.max_deliveries).map(|max| (max, self.queue_place())))
    }

    /// How often a message may arrive, when said.
    pub(crate) fn delivery(&self) -> Option<(Delivery, Span)> {
        decided(&self.queue.delivery).map(|delivery| (delivery.value, delivery.span))
    }

    /// Whether a message that fails is gone, by decision.
    pub(crate) fn gives_up_at_once(&self) -> bool {
        self.delivery().is_some_and(|(delivery, _)| delivery == Delivery::AtMostOnce)
    }

    fn queue_place(&self) -> Place {
        Place::new(self.component.path(), self.component.key)
    }
}
