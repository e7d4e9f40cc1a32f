#!/bin/sh
# Lance un programme que cargo vient de construire. Un programme de tests qui a réussi,
# et dont rien n'a changé depuis, n'est pas relancé : ce qu'il avait dit est redit.
#
# « Rien » : ni lui, ni un fichier du dépôt, ni Go, ni une variable d'environnement. Avec
# REJUGER, ou en intégration continue, tout est toujours relancé.
case "$1" in
    */deps/*) ;;
    *) exec "$@" ;;
esac
if [ "$#" -gt 1 ] || [ -n "$CI$REJUGER$COPIE_DU_COURS" ]; then
    exec "$@"
fi

depot=$(cd "$(dirname "$0")/../.." && pwd) || exit
# Une variable change ce que fait un test : PROGRAMMES_TIRES, RECRIRE…
variables=$(env | grep -v -E '^(_|SHLVL|PWD|OLDPWD)=' | LC_ALL=C sort | cksum | tr -d ' ')
memoire=$(dirname "$(dirname "$1")")/reussis/$(basename "$1")-$variables
# Ce qui est écrit en travaillant ne compte pas.
a_change() {
    [ -n "$(find "$depot" "$1" "$depot/target/go/bin" \
        \( -name target -o -name book -o -name .git -o -name node_modules -o -name test-results \) \
        -path "$depot/*" -prune -o -newer "$memoire" -print -quit 2>/dev/null)" ]
}
if [ -f "$memoire" ] && ! a_change "$1"; then
    cat "$memoire"
    echo "inchangé depuis le $(date -r "$memoire" '+%d/%m/%Y à %H:%M') : REJUGER=1 pour rejuger"
    exit
fi

mkdir -p "$(dirname "$memoire")" || exit
dit=$(mktemp "$memoire.XXXXXX") || exit
trap 'rm -f "$dit" "$dit.date"' EXIT
: >"$dit.date"
{ { "$@" 2>&1; echo $? >"$dit.statut"; } | tee "$dit"; }
statut=$(cat "$dit.statut" 2>/dev/null || echo 1)
rm -f "$dit.statut"
# Ce qui a été ignoré, faute d'un outil, se jugera quand il sera là.
if [ "$statut" -eq 0 ] && ! grep -q 'ignoré : ' "$dit"; then
    touch -r "$dit.date" "$dit"
    mv "$dit" "$memoire"
else
    rm -f "$memoire"
fi
exit "$statut"
