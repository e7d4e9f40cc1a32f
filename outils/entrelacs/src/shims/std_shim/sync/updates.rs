//! Ce que font toutes les valeurs atomiques, entiers, booléens et adresses.

/// Ce que font toutes les valeurs atomiques à partir de `load` et de
/// `compare_exchange`.
macro_rules! updates {
    ([$($generic:ident)?] $name:ty, $type:ty) => {
        impl$(<$generic>)? $name {
            /// Comme [`Self::compare_exchange`].
            ///
            /// # Errors
            ///
            /// La valeur, si ce n'est pas `current`.
            #[track_caller]
            #[inline(never)]
            pub fn compare_exchange_weak(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                self.compare_exchange(current, new, success, failure)
            }

            /// Change la valeur par `f`, en recommençant si un autre fil la
            /// change entre-temps.
            ///
            /// # Errors
            ///
            /// La valeur, si `f` rend `None`.
            #[track_caller]
            #[inline(never)]
            pub fn fetch_update<F>(
                &self,
                set: Ordering,
                fetch: Ordering,
                mut f: F,
            ) -> Result<$type, $type>
            where
                F: FnMut($type) -> Option<$type>,
            {
                let mut old = self.load(fetch);
                while let Some(new) = f(old) {
                    match self.compare_exchange(old, new, set, fetch) {
                        Ok(old) => return Ok(old),
                        Err(now) => old = now,
                    }
                }
                Err(old)
            }

            /// Le nouveau nom de [`Self::fetch_update`].
            ///
            /// # Errors
            ///
            /// La valeur, si `f` rend `None`.
            #[track_caller]
            #[inline(never)]
            pub fn try_update(
                &self,
                set: Ordering,
                fetch: Ordering,
                f: impl FnMut($type) -> Option<$type>,
            ) -> Result<$type, $type> {
                self.fetch_update(set, fetch, f)
            }

            /// Change la valeur par `f` et rend l'ancienne, en recommençant si
            /// un autre fil la change entre-temps.
            #[track_caller]
            #[inline(never)]
            pub fn update(
                &self,
                set: Ordering,
                fetch: Ordering,
                mut f: impl FnMut($type) -> $type,
            ) -> $type {
                let mut old = self.load(fetch);
                loop {
                    match self.compare_exchange(old, f(old), set, fetch) {
                        Ok(old) => return old,
                        Err(now) => old = now,
                    }
                }
            }
        }
    };
}
pub(super) use updates;
