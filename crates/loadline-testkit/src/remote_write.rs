//! Samples for a real Prometheus through its own door for other servers, the only one that lets stale markers in.
//! Source: prometheus.io, "Prometheus Remote-Write 1.0"; google/snappy, `format_description.txt`.

/// Labels and samples of a series, in milliseconds since 1970.
pub type Written<'a> = (&'a [(&'a str, &'a str)], &'a [(i64, f64)]);

/// The body of a request: protocol buffers in a snappy block, which holds them as they are.
pub(crate) fn body(series: &[Written<'_>]) -> Vec<u8> {
    let mut message = Vec::new();
    for (labels, samples) in series {
        let mut one = Vec::new();
        let mut sorted = labels.to_vec();
        sorted.sort_unstable();
        for (name, value) in sorted {
            let mut label = Vec::new();
            field(&mut label, 1, name.as_bytes());
            field(&mut label, 2, value.as_bytes());
            field(&mut one, 1, &label);
        }
        for (time, value) in *samples {
            let mut sample = vec![1 << 3 | 1];
            sample.extend(value.to_bits().to_le_bytes());
            sample.push(2 << 3);
            varint(&mut sample, time.cast_unsigned());
            field(&mut one, 2, &sample);
        }
        field(&mut message, 1, &one);
    }
    let mut block = Vec::with_capacity(message.len() + message.len() / 1000 + 16);
    varint(&mut block, message.len() as u64);
    for literal in message.chunks(1 << 16) {
        let length = u16::try_from(literal.len() - 1).expect("chunks are short");
        // A literal whose length less one follows in two bytes.
        block.push(61 << 2);
        block.extend(length.to_le_bytes());
        block.extend(literal);
    }
    block
}

fn field(out: &mut Vec<u8>, number: u8, bytes: &[u8]) {
    out.push(number << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend(bytes);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
