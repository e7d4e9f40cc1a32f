//! Ce que cargo sait du projet : ses paquets, leurs programmes, leurs tests.

use cargo_metadata::{MetadataCommand, Package, TargetKind};
use std::sync::LazyLock;

/// Les paquets que déclare le dépôt.
static PACKAGES: LazyLock<Vec<Package>> = LazyLock::new(|| {
    let mut command = MetadataCommand::new();
    let command = command.manifest_path(testing::root().join("Cargo.toml"));
    let metadata = command.no_deps().exec();
    metadata
        .unwrap_or_else(|error| panic!("`cargo metadata` a échoué : {error}"))
        .packages
});

/// Les cibles de la sorte `kind`, du paquet `package` ou de tous.
///
/// # Errors
///
/// Si `package` n'existe pas.
pub(super) fn targets(
    kind: &TargetKind,
    package: Option<&str>,
) -> Result<Vec<&'static str>, String> {
    let chosen = |found: &&Package| package.is_none_or(|name| found.name == name);
    let packages: Vec<&Package> = PACKAGES.iter().filter(chosen).collect();
    if packages.is_empty() {
        return Err(format!(
            "aucun paquet ne s'appelle « {} »",
            package.unwrap_or_default()
        ));
    }
    let targets = packages.into_iter().flat_map(|found| &found.targets);
    let targets = targets.filter(|target| target.kind.contains(kind));
    Ok(targets.map(|target| target.name.as_str()).collect())
}

/// Vrai si le paquet `package` dit lequel de ses programmes lancer.
pub(super) fn has_default_run(package: Option<&str>) -> bool {
    let mut packages = PACKAGES.iter();
    package
        .is_some_and(|name| packages.any(|found| found.name == name && found.default_run.is_some()))
}
