//! Les textes affichés, numérotés.

use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Les textes affichés rencontrés ; le numéro 0 est le texte vide.
pub(crate) struct Outputs {
    texts: Vec<Rc<str>>,
    ids: FxHashMap<Rc<str>, u32>,
    appended: FxHashMap<(u32, Rc<str>), u32>,
}

impl Default for Outputs {
    fn default() -> Self {
        let empty: Rc<str> = "".into();
        Self {
            texts: vec![empty.clone()],
            ids: FxHashMap::from_iter([(empty, 0)]),
            appended: FxHashMap::default(),
        }
    }
}

impl Outputs {
    /// Le numéro du texte `before` suivi de `text`.
    pub fn append(&mut self, before: u32, text: &str) -> u32 {
        let key = (before, Rc::from(text));
        if let Some(&id) = self.appended.get(&key) {
            return id;
        }
        let whole: Rc<str> = format!("{}{text}", self.texts[before as usize]).into();
        let next = u32::try_from(self.texts.len()).expect("moins de quatre milliards de textes");
        let id = *self.ids.entry(whole.clone()).or_insert(next);
        if id == next {
            self.texts.push(whole);
        }
        self.appended.insert(key, id);
        id
    }

    /// Le texte numéro `id`.
    pub fn text(&self, id: u32) -> &Rc<str> {
        &self.texts[id as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_meme_texte_a_un_meme_numero_quel_que_soit_son_decoupage() {
        let mut outputs = Outputs::default();
        let a = outputs.append(0, "a");
        let ab = outputs.append(a, "b");
        assert_eq!(outputs.append(0, "ab"), ab);
        assert_ne!(a, ab);
        assert_eq!(&**outputs.text(ab), "ab");
    }
}
