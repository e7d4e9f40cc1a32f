//! Les noms d'une exploration : chaque fil, chaque objet, chaque valeur y a un
//! numéro, le même dans toutes les exécutions.
//!
//! Les valeurs de types simples (entiers, chaînes, et leurs assemblages courants)
//! sont connues par leur affichage, qui dit tout ; les autres par leurs octets et
//! ceux qu'ils atteignent ou, sans arène, par l'histoire du fil qui les a
//! produites, ce qui est toujours sûr et fusionne moins d'états.

use crate::model::id::{Fingerprint, ObjectId, ThreadId, Token};
use crate::model::object::Object;
use rustc_hash::FxHashMap;
use std::any::TypeId;
use std::hash::Hash;
use std::mem::Discriminant;
use std::rc::Rc;

/// Les fils, les objets et les valeurs rencontrés.
#[derive(Default)]
pub(crate) struct Registry {
    /// Chaque fil, avec le nom que le programme lui donne.
    threads: Interner<ThreadKey, Option<Rc<str>>>,
    objects: Interner<ObjectKey, Site>,
    /// Chaque valeur, avec son affichage s'il est connu.
    tokens: Interner<TokenKey, Option<Rc<str>>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum ThreadKey {
    Main,
    Child { parent: ThreadId, rank: u32 },
}

/// Ce que désigne un numéro d'objet.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum ObjectKey {
    Created {
        by: ThreadId,
        rank: u32,
    },
    Static {
        rank: usize,
        offset: usize,
    },
    /// Un objet que tout programme a, comme la sortie standard.
    Known(u8),
}

/// D'où vient un objet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// La ligne de sa création, 0 si elle est inconnue.
    pub line: u32,
    /// Le nom de la `static`, si c'en est une.
    pub static_name: Option<&'static str>,
    /// Sa sorte : `Arc::new(Mutex::new(0))` crée deux objets sur une ligne.
    pub kind: Option<Discriminant<Object>>,
    /// Le nom de son type dans le programme, vide si on ne le sait pas.
    pub type_name: &'static str,
}

/// Ce que désigne une empreinte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TokenKey {
    /// Une valeur connue par son contenu, tel que l'affiche `Debug`.
    Content { type_id: TypeId, text: Rc<str> },
    /// Une valeur connue par le fil qui l'a produite : le rang de la valeur
    /// parmi celles de l'étape `node`.
    Opaque { node: u32, rank: u32 },
    /// Une valeur connue par ses octets et ceux qu'elle atteint.
    Bytes { type_id: TypeId, bytes: Fingerprint },
    /// Le contenu d'un verrou emprunté, tel que le dit la mémoire du fil qui
    /// l'emprunte : son identité, et le verrou.
    Borrowed {
        thread: ThreadId,
        identity: Fingerprint,
        lock: ObjectId,
    },
    /// La valeur initiale d'une `static`.
    Initial(ObjectId),
}

impl Registry {
    /// Ce qui est connu d'avance : `main` et `()`.
    pub fn new() -> Self {
        let mut registry = Self::default();
        let main = registry
            .threads
            .intern(ThreadKey::Main, Some("main".into()));
        debug_assert_eq!(ThreadId(main), ThreadId::MAIN);
        let unit = registry.content(TypeId::of::<()>(), "()".into());
        debug_assert_eq!(unit, Token::UNIT);
        registry
    }

    /// L'identité du `rank`-ième enfant de `parent`, que le programme nomme
    /// peut-être.
    pub fn child(&mut self, parent: ThreadId, rank: u32, name: Option<Rc<str>>) -> ThreadId {
        let child = self.threads.intern(ThreadKey::Child { parent, rank }, None);
        if name.is_some() {
            self.threads.entries[child as usize].1 = name;
        }
        ThreadId(child)
    }

    /// Le nom que le programme a donné à un fil.
    pub fn given_name(&self, thread: ThreadId) -> Option<&Rc<str>> {
        self.threads.entries[thread.0 as usize].1.as_ref()
    }

    /// Le nom d'un fil, pour les humains : celui que le programme lui a donné,
    /// ou « fil 2 », ou « fil 2.1 » pour le premier enfant du fil 2.
    pub fn thread_name(&self, thread: ThreadId) -> String {
        if let Some(name) = self.given_name(thread) {
            return match self.threads.rank_among_equals(thread.0) {
                None => name.to_string(),
                Some(rank) => format!("{name} n° {rank}"),
            };
        }
        let mut path = Vec::new();
        let mut at = thread;
        while let ThreadKey::Child { parent, rank } = self.threads.entries[at.0 as usize].0 {
            path.push((rank + 1).to_string());
            at = parent;
        }
        path.reverse();
        format!("fil {}", path.join("."))
    }

    /// L'objet `key`, qui vient de `site`.
    pub fn object(&mut self, key: ObjectKey, site: Site) -> ObjectId {
        ObjectId(self.objects.intern(key, site))
    }

    /// D'où vient un objet.
    pub fn site(&self, object: ObjectId) -> &Site {
        &self.objects.entries[object.0 as usize].1
    }

    /// Le rang d'un objet, à partir de 1, parmi ceux de sa sorte que la même
    /// ligne a créés ; `None` s'il est le seul.
    pub fn rank_at_site(&self, object: ObjectId) -> Option<usize> {
        self.objects.rank_among_equals(object.0)
    }

    /// L'empreinte que désigne `key`, et son affichage s'il est connu.
    pub fn token(&mut self, key: TokenKey, text: Option<Rc<str>>) -> Token {
        Token(self.tokens.intern(key, text))
    }

    /// L'empreinte d'une valeur que `text` dit tout entière.
    pub fn content(&mut self, type_id: TypeId, text: Rc<str>) -> Token {
        let key = TokenKey::Content {
            type_id,
            text: text.clone(),
        };
        self.token(key, Some(text))
    }

    /// L'empreinte de ce qu'un fil a pu écrire jusqu'à l'étape `node`.
    pub fn history(&mut self, node: u32) -> Token {
        let rank = u32::MAX;
        self.token(TokenKey::Opaque { node, rank }, None)
    }

    /// L'affichage d'une valeur, s'il est connu.
    pub fn token_text(&self, token: Token) -> Option<&str> {
        self.tokens.entries[token.0 as usize].1.as_deref()
    }

    /// Vrai si cette empreinte ne dit que le contenu : celles qui viennent des
    /// octets peuvent aussi compter des octets morts.
    pub fn is_exact(&self, token: Token) -> bool {
        matches!(
            self.tokens.entries[token.0 as usize].0,
            TokenKey::Content { .. } | TokenKey::Initial(_)
        )
    }
}

/// Donne un numéro à chaque clé, toujours le même, et garde ce qui l'accompagne.
struct Interner<K, V> {
    ids: FxHashMap<K, u32>,
    entries: Vec<(K, V)>,
}

impl<K, V> Default for Interner<K, V> {
    fn default() -> Self {
        Self {
            ids: FxHashMap::default(),
            entries: Vec::new(),
        }
    }
}

impl<K: Clone + Eq + Hash, V: PartialEq> Interner<K, V> {
    /// Le numéro de `key` ; `value` ne sert que s'il est neuf.
    fn intern(&mut self, key: K, value: V) -> u32 {
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let id = u32::try_from(self.entries.len()).expect("moins de quatre milliards d'objets");
        self.entries.push((key.clone(), value));
        self.ids.insert(key, id);
        id
    }

    /// Le rang, à partir de 1, parmi ceux que la même chose accompagne ; `None` s'il
    /// est le seul.
    fn rank_among_equals(&self, id: u32) -> Option<usize> {
        let at = id as usize;
        let twin = |(_, other): &&(K, V)| *other == self.entries[at].1;
        let before = self.entries[..at].iter().filter(twin).count();
        let after = self.entries[at + 1..].iter().any(|other| twin(&other));
        (before > 0 || after).then_some(before + 1)
    }
}
