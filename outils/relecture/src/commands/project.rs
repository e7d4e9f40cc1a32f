//! Ce que cargo sait du projet : ses paquets, leurs programmes, leurs tests.

use cargo_metadata::{MetadataCommand, Package, TargetKind};

/// Les paquets de l'espace de travail.
pub struct Project {
    packages: Vec<Package>,
}

impl Project {
    /// Demande à cargo ce que déclare le dépôt.
    ///
    /// # Panics
    ///
    /// Si `cargo metadata` échoue.
    pub fn load() -> Self {
        let metadata = MetadataCommand::new()
            .manifest_path(testing::root().join("Cargo.toml"))
            .no_deps()
            .exec()
            .unwrap_or_else(|error| panic!("`cargo metadata` a échoué : {error}"));
        Self {
            packages: metadata.packages,
        }
    }

    /// Les cibles de la sorte `kind`, du paquet `package` ou de tous.
    ///
    /// # Errors
    ///
    /// Si `package` n'existe pas.
    pub fn targets(&self, kind: &TargetKind, package: Option<&str>) -> Result<Vec<&str>, String> {
        if let Some(name) = package
            && !self.packages.iter().any(|found| found.name == name)
        {
            return Err(format!("aucun paquet ne s'appelle « {name} »"));
        }
        Ok(self
            .packages
            .iter()
            .filter(|found| package.is_none_or(|name| found.name == name))
            .flat_map(|found| &found.targets)
            .filter(|target| target.kind.contains(kind))
            .map(|target| target.name.as_str())
            .collect())
    }
}
