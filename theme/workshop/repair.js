// @ts-check
'use strict';

/*
 * « Réparez-le » avec le serveur du livre : toute version du lecteur est explorée, et
 * donc jugée. Voir `theme/repair.js`.
 */
window.courseRepairServer = {
    async explore(text, signal, say) {
        const workshop = window.courseWorkshop;
        return workshop ? workshop.explore(text, { signal, progress: say }) : null;
    },
};
