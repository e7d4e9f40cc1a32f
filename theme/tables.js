// @ts-check
'use strict';

/*
 * Les tableaux dans une colonne étroite : chaque ligne y devient une fiche, où
 * chaque case redit sa colonne (`theme/reflow.css`). Une fiche n'est plus un
 * tableau pour certains navigateurs ; les rôles le disent encore.
 */
(function tables() {
    for (const table of document.querySelectorAll('table')) {
        const columns = Array.from(table.tHead?.rows[0].cells ?? [], head => head.textContent ?? '');
        // Peu de texte tient en colonnes, même étroites.
        if (columns.length < 3 || Array.from(table.rows).every(row => (row.textContent ?? '').length < 60)) {
            continue;
        }
        table.classList.add('stackable');
        table.setAttribute('role', 'table');
        for (const group of table.querySelectorAll(':scope > :is(thead, tbody)')) {
            group.setAttribute('role', 'rowgroup');
        }
        for (const row of table.rows) {
            row.setAttribute('role', 'row');
            Array.from(row.cells).forEach((cell, i) => {
                const head = cell.localName === 'th';
                cell.setAttribute('role', !head ? 'cell' : cell.scope === 'row' ? 'rowheader' : 'columnheader');
                cell.dataset.column = columns[i];
            });
        }
    }
})();
