// @ts-check
'use strict';

/*
 * Les listes d'exercices : ce qui est résolu y a sa marque. La progression de ce
 * navigateur dit ce qui l'a été dans la page ; l'atelier, s'il est là, ce qu'il en
 * est des fichiers (voir workshop/exercise.js).
 */
(function exerciseLists() {
    /** @type {NodeListOf<HTMLElement>} */
    const items = document.querySelectorAll('li[data-exercise]');
    /** Ce que l'atelier dit de chaque fichier. @type {Record<string, ExerciseStanding>} */
    let standings = {};

    function show() {
        for (const item of items) {
            const name = item.dataset.exercise ?? '';
            const { solved = false, word = '' } = standings[name] ?? {};
            const here = window.courseProgress?.has('exercise', name) ?? false;
            const done = solved || here;
            // Résolu, puis changé : les deux se disent.
            const said = [done && 'résolu', word].filter(Boolean).join(', ');
            item.querySelector('.practice-mark')?.remove();
            if (said) {
                item.append(course.element('span', { class: 'practice-mark', 'data-done': done },
                    course.element('span', { 'aria-hidden': 'true' }, done ? ' ✓ ' : ' ✗ '), said));
            }
        }
    }

    if (items.length > 0) {
        show();
        document.addEventListener('course-progress', show);
        window.courseExercises = known => {
            standings = known;
            show();
        };
    }
})();
