//! Une table TOML lue clé par clé : ce qui manque, ce qui est d'un autre type et
//! ce qui est en trop sont des erreurs, avec leur ligne.

use crate::question::Text;
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Une erreur : la ligne et le message.
pub(crate) type Fault = (usize, String);

/// Une table en cours de lecture.
pub(crate) struct Fields<'a> {
    source: &'a str,
    table: &'a DeTable<'a>,
    /// La ligne où elle commence.
    pub(crate) line: usize,
    seen: BTreeSet<&'static str>,
    faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(source: &'a str, table: &'a DeTable<'a>, start: usize) -> Self {
        Self {
            source,
            table,
            line: line_of(source, start),
            seen: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    pub(crate) fn fault(&mut self, line: usize, message: impl Into<String>) {
        self.faults.push((line, message.into()));
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.seen.insert(key);
        self.table.get(key)
    }

    /// Un texte facultatif.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        let value = self.get(key)?;
        let text = text(self.source, value);
        if text.is_none() {
            let line = line_of(self.source, value.span().start);
            self.fault(line, format!("`{key}` doit être un texte entre guillemets"));
        }
        text
    }

    /// Un texte qui doit être là, et ne pas être vide.
    pub(crate) fn text(&mut self, key: &'static str) -> Text {
        let present = self.table.contains_key(key);
        let text = self.optional_text(key);
        match text {
            Some(text) if !text.text.trim().is_empty() => text,
            Some(text) => {
                self.fault(text.line, format!("`{key}` est vide"));
                text
            }
            None => {
                if !present {
                    self.fault(self.line, format!("il manque `{key}`"));
                }
                Text {
                    line: self.line,
                    text: String::new(),
                }
            }
        }
    }

    /// Un oui ou non, non s'il manque.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(value) => match value.get_ref() {
                DeValue::Boolean(flag) => *flag,
                _ => {
                    let line = line_of(self.source, value.span().start);
                    self.fault(line, format!("`{key}` doit être true ou false"));
                    false
                }
            },
        }
    }

    /// Une liste de textes qui doit être là.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(value) = self.get(key) else {
            self.fault(self.line, format!("il manque `{key}`"));
            return Vec::new();
        };
        let found = value.get_ref().as_array().and_then(|items| {
            let texts = items.iter().map(|item| text(self.source, item));
            texts.collect::<Option<Vec<Text>>>()
        });
        found.unwrap_or_else(|| {
            let line = line_of(self.source, value.span().start);
            self.fault(line, format!("`{key}` doit être une liste de textes"));
            Vec::new()
        })
    }

    /// Une table facultative.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let value = self.get(key)?;
        let start = value.span().start;
        match value.get_ref() {
            DeValue::Table(table) => Some(Fields::new(self.source, table, start)),
            _ => {
                let line = line_of(self.source, start);
                self.fault(line, format!("`{key}` doit être une table"));
                None
            }
        }
    }

    /// Les tables `[[key]]`, dans l'ordre.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let start = value.span().start;
        let tables = value.get_ref().as_array().and_then(|items| {
            let tables = items.iter().map(|item| match item.get_ref() {
                DeValue::Table(table) => Some(Fields::new(self.source, table, item.span().start)),
                _ => None,
            });
            tables.collect::<Option<Vec<_>>>()
        });
        tables.unwrap_or_else(|| {
            let line = line_of(self.source, start);
            self.fault(line, format!("écrivez des tables `[[{key}]]`"));
            Vec::new()
        })
    }

    /// Finit la lecture : les clés jamais lues sont en trop.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        let known: Vec<&str> = self.seen.iter().copied().collect();
        for (key, _) in self.table {
            if !self.seen.contains(key.get_ref().as_ref()) {
                let line = line_of(self.source, key.span().start);
                self.faults.push((
                    line,
                    format!(
                        "clé inconnue ou de trop ici : `{}` ; permises : {}",
                        key.get_ref(),
                        known.join(", ")
                    ),
                ));
            }
        }
        self.faults
    }
}

/// Le texte d'une valeur, et la ligne où il commence.
fn text(source: &str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
    let text = value.get_ref().as_str()?;
    let start = value.span().start;
    // TOML retire la fin de ligne qui suit trois guillemets.
    let skipped = ["\"\"\"\n", "'''\n"]
        .iter()
        .any(|opening| source[start..].starts_with(opening));
    Some(Text {
        line: line_of(source, start) + usize::from(skipped),
        text: text.to_owned(),
    })
}

/// La ligne, à partir de 1, de l'octet `offset`.
pub(crate) fn line_of(source: &str, offset: usize) -> usize {
    1 + source[..offset.min(source.len())].matches('\n').count()
}
