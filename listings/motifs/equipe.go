package main

import (
	"fmt"
	"sync"
)

type travail struct {
	rang  int
	photo string
}

func reduire(photo string) string { return "mini-" + photo }

func main() {
	travaux := make(chan travail, 2)
	resultats := make(chan travail)
	var equipe sync.WaitGroup
	for range 2 {
		equipe.Go(func() {
			for t := range travaux {
				resultats <- travail{t.rang, reduire(t.photo)}
			}
		})
	}
	// L'équipe finie, plus personne n'envoie de résultat.
	go func() { equipe.Wait(); close(resultats) }()
	for rang, photo := range []string{"lac", "pont"} {
		travaux <- travail{rang, photo}
	}
	close(travaux)

	enAvance, attendu := map[int]string{}, 0
	for r := range resultats {
		enAvance[r.rang] = r.photo
		for ; enAvance[attendu] != ""; attendu++ {
			fmt.Println(enAvance[attendu])
		}
	}
}
