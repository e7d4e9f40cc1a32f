//! L'en-tête d'un objet du modèle, tel qu'il se reconnaît en mémoire.

use crate::model::id::ObjectId;

/// Les bits du haut d'un mot qui nomme un objet.
pub(crate) const MAGIC: u64 = 0x9D5B_E2C7 << 32;
/// Ceux du mot qui suit, quand l'objet en masque d'autres.
pub(crate) const MASKS: u64 = 0x00A6_C371 << 40;

/// Le nom de ce qui masque sans être un objet.
pub(crate) const ANONYMOUS: ObjectId = ObjectId(u32::MAX - 1);

/// Le bit d'une étendue qui dit que la fin du verrou est une opération.
pub(crate) const OBSERVED: u64 = 1 << 39;

/// Un objet reconnu en mémoire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub id: ObjectId,
}

impl Header {
    /// L'objet que nomme ce mot.
    pub fn recognize(word: u64) -> Option<Self> {
        let number = u32::try_from(word ^ MAGIC).ok()?;
        Some(Self {
            id: ObjectId(number.checked_sub(1)?),
        })
    }

    /// La taille de ce que masque l'objet, lui compris, selon le mot qui suit ;
    /// `None` s'il ne masque rien.
    pub fn extent(self, word: u64) -> Option<usize> {
        let size = (word ^ MASKS) & !OBSERVED;
        (size >> 40 == 0 && size >= 16).then_some(size as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_objet_se_reconnait_en_memoire() {
        let header = Header::recognize(MAGIC | 8).expect("c'est un objet");
        assert_eq!(header.id, ObjectId(7));
        assert_eq!(header.extent(MASKS | 48), Some(48));
        assert_eq!(header.extent(MASKS | OBSERVED | 48), Some(48));
        assert_eq!(header.extent(MASKS), None, "ne masque rien");
        assert_eq!(header.extent(48), None);
        for word in [0, 7, MAGIC, u64::MAX, 8] {
            assert_eq!(Header::recognize(word), None, "{word:x}");
        }
    }
}
