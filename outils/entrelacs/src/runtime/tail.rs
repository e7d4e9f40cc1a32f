//! Un en-tête, suivi d'une valeur dont la taille n'est pas connue.
//!
//! `Arc` garde l'identité du modèle à côté de la valeur qu'il partage. La
//! bibliothèque standard sait y convertir un tableau en tranche, mais pas y ranger
//! une tranche de longueur quelconque : c'est tout ce que fait ce module, avec le
//! retour d'un `dyn Any` vers son type.

#![allow(unsafe_code)] // une allocation dont la taille n'est pas connue d'avance

use std::alloc::{Layout, alloc, handle_alloc_error};
use std::any::Any;
use std::ptr;
use std::sync::Arc;

/// Un en-tête et une valeur.
#[repr(C)]
#[derive(Clone, Debug)]
pub(crate) struct Headed<H, T: ?Sized> {
    pub head: H,
    pub value: T,
}

impl<H, T> Headed<H, [T]> {
    /// Range `items` derrière `head`.
    pub fn slice(head: H, mut items: Vec<T>) -> Box<Self> {
        const { assert!(size_of::<H>() > 0, "l'allocation n'est jamais vide") };
        let length = items.len();
        let array = Layout::array::<T>(length).expect("ce Vec existe");
        let (layout, _) = Layout::new::<H>()
            .extend(array)
            .expect("une mémoire suffisante");
        let layout = layout.pad_to_align();
        // SAFETY: la taille n'est pas nulle, l'en-tête ne l'est pas.
        let start = unsafe { alloc(layout) };
        if start.is_null() {
            handle_alloc_error(layout);
        }
        let whole = ptr::slice_from_raw_parts_mut(start.cast::<T>(), length) as *mut Self;
        // SAFETY: `layout` est celui de `Headed<H, [T]>`, que `repr(C)` fixe : les
        // deux champs y ont leur place. Les éléments changent de propriétaire :
        // `items` les oublie avant d'être détruit. La boîte rendra la mémoire avec
        // le même `layout`.
        unsafe {
            (&raw mut (*whole).head).write(head);
            let place = (&raw mut (*whole).value).cast::<T>();
            ptr::copy_nonoverlapping(items.as_ptr(), place, length);
            items.set_len(0);
            Box::from_raw(whole)
        }
    }
}

impl<H> Headed<H, str> {
    /// Range `text` derrière `head`.
    pub fn text(head: H, text: &str) -> Box<Self> {
        let bytes = Headed::slice(head, text.as_bytes().to_vec());
        // SAFETY: même place, même longueur, et ces octets sont de l'UTF-8.
        unsafe { Box::from_raw(Box::into_raw(bytes) as *mut Self) }
    }
}

/// Une valeur partagée, de type inconnu.
pub(crate) type SharedAny<H> = Arc<Headed<H, dyn Any + Send + Sync>>;

/// Retrouve le type d'une valeur partagée.
///
/// # Errors
///
/// La même valeur, si elle n'est pas de ce type.
pub(crate) fn downcast<H, T: Any + Send + Sync>(
    shared: SharedAny<H>,
) -> Result<Arc<Headed<H, T>>, SharedAny<H>> {
    if !shared.value.is::<T>() {
        return Err(shared);
    }
    // SAFETY: la valeur est un `T` : c'est la même allocation, vue sous son type.
    Ok(unsafe { Arc::from_raw(Arc::into_raw(shared).cast::<Headed<H, T>>()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn une_tranche_garde_ses_elements_et_les_detruit_une_fois() {
        let witness = Rc::new(());
        let items = vec![witness.clone(), witness.clone(), witness.clone()];
        let headed = Headed::slice(7_u8, items);
        assert_eq!((headed.head, headed.value.len()), (7, 3));
        assert_eq!(Rc::strong_count(&witness), 4);
        let shared: Arc<Headed<u8, [Rc<()>]>> = headed.into();
        drop(shared);
        assert_eq!(Rc::strong_count(&witness), 1);
    }

    #[test]
    fn une_tranche_vide_et_un_texte() {
        let empty = Headed::slice(1_u64, Vec::<u128>::new());
        assert_eq!(empty.value, []);
        assert_eq!(&Headed::text(1_u16, "été").value, "été");
        assert_eq!(&Headed::text(1_u16, "").value, "");
    }

    #[test]
    fn un_type_se_retrouve() {
        let shared: Arc<Headed<u8, dyn Any + Send + Sync>> = Arc::new(Headed {
            head: 3,
            value: 5_u32,
        });
        let shared = downcast::<u8, String>(shared).unwrap_err();
        let found = downcast::<u8, u32>(shared).unwrap();
        assert_eq!((found.head, found.value), (3, 5));
    }
}
