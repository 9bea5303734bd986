//! How much of something is left, as a bar for terminals: `██████░░░░`, and what is owed when nothing is left: `░░░░░░╳╳╳╳`.

use crate::glyphs::Glyphs;

/// A bar of exactly `width` columns for the share that is left, 1 being all of it.
///
/// - From 0 to 1 it is filled from the left. It looks full only when nothing was spent and empty only when nothing is left.
/// - Below 0 what is owed is crossed out from the right; all crosses are as much again as there was, and a leading `«`
///   (in ASCII `<`) says that it is more than that.
/// - NaN is not known: dots.
pub fn bar(left: f64, width: usize, glyphs: Glyphs) -> String {
    let (full, empty, owed) = (glyphs.pick('█', '#'), glyphs.pick('░', '-'), glyphs.pick('╳', 'x'));
    let of = |glyph: char, cells: usize| String::from(glyph).repeat(cells);
    if left.is_nan() {
        return of(glyphs.missing(), width);
    }
    if left >= 0.0 {
        let cells = cells(left, width);
        return of(full, cells) + &of(empty, width - cells);
    }
    if left < -1.0 && width > 0 {
        return String::from(glyphs.pick('«', '<')) + &of(owed, width - 1);
    }
    let cells = cells(-left, width);
    of(empty, width - cells) + &of(owed, cells)
}

/// Cells for a share; none and all only when it is exactly so.
fn cells(share: f64, width: usize) -> usize {
    let cells = (share.min(1.0) * width as f64).round() as usize;
    match () {
        () if share <= 0.0 => 0,
        () if share >= 1.0 => width,
        () if width < 2 => cells.min(width),
        () => cells.clamp(1, width - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: f64, unicode: &str, ascii: &str) {
        assert_eq!(bar(left, 10, Glyphs::Unicode), unicode);
        assert_eq!(bar(left, 10, Glyphs::Ascii), ascii);
    }

    #[test]
    fn what_is_left_and_what_is_owed() {
        check(1.0, "██████████", "##########");
        check(7.0, "██████████", "##########");
        check(0.999, "█████████░", "#########-");
        check(0.62, "██████░░░░", "######----");
        check(0.001, "█░░░░░░░░░", "#---------");
        check(0.0, "░░░░░░░░░░", "----------");
        check(-0.4, "░░░░░░╳╳╳╳", "------xxxx");
        check(-1.0, "╳╳╳╳╳╳╳╳╳╳", "xxxxxxxxxx");
        check(-3.0, "«╳╳╳╳╳╳╳╳╳", "<xxxxxxxxx");
        check(f64::NAN, "··········", "..........");
        check(f64::NEG_INFINITY, "«╳╳╳╳╳╳╳╳╳", "<xxxxxxxxx");
    }

    #[test]
    fn any_width_is_kept() {
        for width in 0..5 {
            for left in [-9.0, -0.5, 0.0, 0.5, 1.0, f64::NAN] {
                assert_eq!(bar(left, width, Glyphs::Ascii).len(), width);
            }
        }
    }
}
