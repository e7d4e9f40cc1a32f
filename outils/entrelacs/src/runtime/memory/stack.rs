//! Où est la pile d'un fil.

/// La pile d'un fil : ses limites, de `low` à `base`, et la partie vivante du
/// programme, de `sp` à `top`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StackBounds {
    pub thread: u32,
    pub low: usize,
    pub sp: usize,
    pub top: usize,
    pub base: usize,
}
