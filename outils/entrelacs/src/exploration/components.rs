//! Les composantes fortement connexes d'un graphe dont aucune étape ne sort.

/// Les composantes d'où aucune étape ne sort, parmi les états de 0 à `count` :
/// algorithme de Tarjan, sans récursion. `targets` donne les successeurs d'un état ;
/// `None` en est un que l'on ne connaît pas, dehors.
pub(crate) fn closed<I>(count: usize, targets: impl Fn(usize) -> I) -> Vec<Vec<usize>>
where
    I: Iterator<Item = Option<usize>>,
{
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; count];
    let mut lowest = vec![0; count];
    // Hors de la pile, un état a déjà sa composante : y aller, c'est sortir.
    let mut stacked = vec![false; count];
    let mut leaves = vec![false; count];
    let mut stack = Vec::new();
    let mut next = 0;
    let mut found = Vec::new();
    for root in 0..count {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, targets(root))];
        while let Some((state, following)) = path.last_mut() {
            let state = *state;
            if order[state] == UNSEEN {
                order[state] = next;
                lowest[state] = next;
                next += 1;
                stacked[state] = true;
                stack.push(state);
            }
            if let Some(target) = following.next() {
                match target {
                    Some(target) if order[target] == UNSEEN => {
                        path.push((target, targets(target)));
                    }
                    Some(target) if stacked[target] => {
                        lowest[state] = lowest[state].min(order[target]);
                    }
                    Some(_) | None => leaves[state] = true,
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                lowest[*parent] = lowest[*parent].min(lowest[state]);
            }
            if lowest[state] == order[state] {
                let at = stack.iter().rposition(|&other| other == state);
                let component = stack.split_off(at.unwrap_or(0));
                for &member in &component {
                    stacked[member] = false;
                }
                if let Some((parent, _)) = path.last() {
                    leaves[*parent] = true;
                }
                if component.iter().all(|&member| !leaves[member]) {
                    found.push(component);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_composante_dont_on_sort_n_est_pas_fermee() {
        // 0 → 1 ⇄ 2, 2 → 3, 3 → 3, 4 → dehors.
        let targets = |state: usize| -> std::vec::IntoIter<Option<usize>> {
            match state {
                0 => vec![Some(1)],
                1 => vec![Some(2)],
                2 => vec![Some(1), Some(3)],
                3 => vec![Some(3)],
                _ => vec![None],
            }
            .into_iter()
        };
        assert_eq!(closed(5, targets), [[3]]);
    }
}
