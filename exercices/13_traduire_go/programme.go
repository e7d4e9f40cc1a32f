// Combien de textes de chaque longueur : n goroutines les mesurent
package main

import (
	"fmt"
	"sync"
)

func Histogramme(
	textes []string, n int, mesurer func(string) int,
) map[int]int {
	travaux := make(chan string)
	var mu sync.Mutex
	combien := make(map[int]int)

	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for texte := range travaux {
				longueur := mesurer(texte)
				mu.Lock()
				combien[longueur]++
				mu.Unlock()
			}
		})
	}
	for _, texte := range textes {
		travaux <- texte
	}
	close(travaux)
	wg.Wait()
	return combien
}

func main() {
	textes := []string{"un", "deux", "trois", "cinq"}
	longueur := func(texte string) int { return len(texte) }
	fmt.Println(Histogramme(textes, 2, longueur))
}
