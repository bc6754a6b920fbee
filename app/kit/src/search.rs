//! How well a line fits to what was typed. Shared by the combobox and the command menu.

/// Rank of the best text, 0 first; `None` when a word of the query is nowhere. An empty query fits everything.
///
/// Every word must be found, in any of the texts. The start of a text is better than the start of a word,
/// which is better than the middle.
pub(crate) fn rank(query: &str, texts: &[&str]) -> Option<u32> {
    let lowered: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    query.to_lowercase().split_whitespace().try_fold(0_u32, |sum, word| {
        let best = lowered
            .iter()
            .enumerate()
            .filter_map(|(place, text)| {
                let later_text = u32::try_from(place).unwrap_or(u32::MAX).min(8);
                Some(rank_word(word, text)?.saturating_add(later_text))
            })
            .min()?;
        Some(sum.saturating_add(best))
    })
}

/// The best first; those of the same rank keep their order. Sorts places, so that one sort serves all lists.
pub(crate) fn best_first<T>(ranked: Vec<(u32, T)>) -> impl Iterator<Item = T> {
    let mut order: Vec<(u32, usize)> = ranked.iter().enumerate().map(|(place, (rank, _))| (*rank, place)).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = ranked.into_iter().map(|(_, item)| Some(item)).collect();
    order.into_iter().filter_map(move |(_, place)| items.get_mut(place)?.take())
}

fn rank_word(word: &str, text: &str) -> Option<u32> {
    const START: u32 = 0;
    const WORD_START: u32 = 10;
    const MIDDLE: u32 = 20;
    let at = text.find(word)?;
    if at == 0 {
        return Some(START);
    }
    let starts_a_word = text.match_indices(word).any(|(at, _)| {
        text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| !c.is_alphanumeric())
    });
    Some(if starts_a_word { WORD_START } else { MIDDLE })
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn every_word_must_be_found_somewhere() {
        assert!(rank("new ord", &["New order"]).is_some());
        assert!(rank("new box", &["New order"]).is_none());
        assert!(rank("", &["anything"]).is_some());
        assert!(rank("新建", &["新建订单"]).is_some());
    }

    #[test]
    fn starts_are_better_than_middles() {
        assert!(rank("or", &["Orders"]) < rank("or", &["New order"]));
        assert!(rank("or", &["New order"]) < rank("or", &["Reports"]));
    }
}
