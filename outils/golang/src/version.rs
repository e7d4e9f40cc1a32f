//! Une version de Go.

use std::fmt;

/// Les deux premiers nombres d'une version : le langage et la bibliothèque ne
/// changent qu'avec eux.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    /// La version `major.minor`.
    pub const fn new(major: u32, minor: u32) -> Self {
        Self { major, minor }
    }

    /// Ce que nomme un texte comme `go1.27.3`, `go1.26rc1` ou `devel go1.28-0a1b2c`.
    pub fn parse(text: &str) -> Option<Self> {
        let (_, text) = text.split_once("go")?;
        let mut numbers = text.split(|c: char| !c.is_ascii_digit());
        let mut next = || numbers.next()?.parse().ok();
        Some(Self::new(next()?, next()?))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_versions_se_lisent_et_s_ordonnent() {
        let minor = |text| Version::parse(text).map(|version| version.minor);
        assert_eq!(minor("go1.27.3"), Some(27));
        assert_eq!(minor("go1.26rc1"), Some(26));
        assert_eq!(minor("devel go1.28-0a1b2c linux/amd64"), Some(28));
        assert_eq!(minor("gccgo"), None);
        assert_eq!(minor(""), None);
        assert!(Version::parse("go1.9.7") < Version::parse("go1.25"));
        assert!(Version::parse("go2.0") > Version::parse("go1.25"));
    }
}
