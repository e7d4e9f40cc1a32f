//! Une table TOML lue clé par clé : ce qui manque, ce qui est d'un autre type et
//! ce qui est en trop sont des erreurs, avec leur ligne.

use crate::question::Named;
use crate::text::Text;
use files::line_of;
use std::cell::RefCell;
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Une erreur : la ligne et le message.
pub(crate) type Fault = (usize, String);

/// Ce qui ne va pas dans un fichier, et son texte, où se comptent les lignes.
pub(crate) struct Faults<'a> {
    source: &'a str,
    found: RefCell<Vec<Fault>>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self {
            source,
            found: RefCell::default(),
        }
    }

    /// Ce qui a été trouvé depuis la dernière fois, dans l'ordre des lignes.
    pub(crate) fn take(&self) -> Vec<Fault> {
        let mut found = self.found.take();
        found.sort();
        found
    }

    pub(crate) fn add(&self, line: usize, message: impl Into<String>) {
        self.found.borrow_mut().push((line, message.into()));
    }

    fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_of(self.source, value.span().start)
    }

    /// Le texte d'une valeur, et la ligne où il commence.
    fn text(&self, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let text = value.get_ref().as_str()?;
        // TOML retire la fin de ligne qui suit trois guillemets.
        let opening = &self.source[value.span().start..];
        let skipped = opening.starts_with("\"\"\"\n") || opening.starts_with("'''\n");
        Some(Text {
            line: self.line(value) + usize::from(skipped),
            text: text.to_owned(),
        })
    }
}

/// Une table en cours de lecture.
pub(crate) struct Fields<'a> {
    faults: &'a Faults<'a>,
    table: &'a DeTable<'a>,
    /// La ligne où elle commence.
    pub(crate) line: usize,
    seen: BTreeSet<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(faults: &'a Faults<'a>, table: &'a DeTable<'a>, line: usize) -> Self {
        Self {
            faults,
            table,
            line,
            seen: BTreeSet::new(),
        }
    }

    pub(crate) fn fault(&self, line: usize, message: impl Into<String>) {
        self.faults.add(line, message);
    }

    /// Ce que `read` tire de la valeur de `key`, si elle est là et qu'il le peut ;
    /// `expected` dit ce qu'elle doit être.
    fn read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&'a Spanned<DeValue<'a>>) -> Option<T>,
    ) -> Option<T> {
        self.seen.insert(key);
        let value = self.table.get(key)?;
        let found = read(value);
        if found.is_none() {
            self.fault(
                self.faults.line(value),
                format!("`{key}` doit être {expected}"),
            );
        }
        found
    }

    /// Se plaint si `key` n'est pas là.
    fn require(&self, key: &'static str) {
        if !self.table.contains_key(key) {
            self.fault(self.line, format!("il manque `{key}`"));
        }
    }

    /// Un texte facultatif.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        let faults = self.faults;
        self.read(key, "un texte entre guillemets", |value| faults.text(value))
    }

    /// Un texte qui doit être là, et ne pas être vide.
    pub(crate) fn text(&mut self, key: &'static str) -> Text {
        self.require(key);
        let text = self.optional_text(key);
        if let Some(text) = text.as_ref().filter(|text| text.text.trim().is_empty()) {
            self.fault(text.line, format!("`{key}` est vide"));
        }
        text.unwrap_or_else(|| Text {
            line: self.line,
            text: String::new(),
        })
    }

    /// Un nom facultatif parmi ceux de `T`.
    pub(crate) fn optional_name<T: Named>(&mut self, key: &'static str) -> Option<T> {
        let text = self.optional_text(key)?;
        let found = T::from_name(&text.text);
        if found.is_none() {
            let known: Vec<&str> = T::ALL.iter().map(|(_, name)| *name).collect();
            let known = known.join(", ");
            let message = format!(
                "`{key}` : « {} » inconnu ; choisissez parmi {known}",
                text.text
            );
            self.fault(text.line, message);
        }
        found
    }

    /// Un nom parmi ceux de `T`, qui doit être là.
    pub(crate) fn name<T: Named>(&mut self, key: &'static str) -> Option<T> {
        self.require(key);
        self.optional_name(key)
    }

    /// Un oui ou non, non s'il manque.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        let flag = self.read(key, "true ou false", |value| value.get_ref().as_bool());
        flag.unwrap_or_default()
    }

    /// Un numéro de ligne, facultatif.
    pub(crate) fn optional_line(&mut self, key: &'static str) -> Option<usize> {
        self.read(key, "un numéro de ligne", |value| {
            let number = value.get_ref().as_integer()?;
            usize::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|line| *line > 0)
        })
    }

    /// Un numéro de ligne, qui doit être là ; 0 s'il manque.
    pub(crate) fn line(&mut self, key: &'static str) -> usize {
        self.require(key);
        self.optional_line(key).unwrap_or_default()
    }

    /// Une liste de textes qui doit être là.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        self.require(key);
        let faults = self.faults;
        let texts = self.read(key, "une liste de textes", |value| {
            let items = value.get_ref().as_array()?.iter();
            items.map(|item| faults.text(item)).collect()
        });
        texts.unwrap_or_default()
    }

    /// Une table facultative.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let faults = self.faults;
        self.read(key, "une table", |value| table(faults, value))
    }

    /// Les tables `[[key]]`, dans l'ordre.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        let faults = self.faults;
        let tables = self.read(key, "une suite de tables, entre `[[` et `]]`", |value| {
            let items = value.get_ref().as_array()?.iter();
            items.map(|item| table(faults, item)).collect()
        });
        tables.unwrap_or_default()
    }

    /// Finit la lecture : les clés jamais lues sont en trop.
    pub(crate) fn finish(self) {
        let known: Vec<&str> = self.seen.iter().copied().collect();
        let known = known.join(", ");
        for (key, _) in self.table {
            let name = key.get_ref();
            if !self.seen.contains(name.as_ref()) {
                let message =
                    format!("clé inconnue ou de trop ici : `{name}` ; permises : {known}");
                self.fault(self.faults.line(key), message);
            }
        }
    }
}

fn table<'a>(faults: &'a Faults<'a>, value: &'a Spanned<DeValue<'a>>) -> Option<Fields<'a>> {
    match value.get_ref() {
        DeValue::Table(table) => Some(Fields::new(faults, table, faults.line(value))),
        _ => None,
    }
}
