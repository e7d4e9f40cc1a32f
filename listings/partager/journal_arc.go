package main

import (
	"fmt"
	"strings"
	"sync"
)

type Journal struct {
	mu   sync.Mutex
	noms []string
}

func main() {
	journal := &Journal{}

	var wg sync.WaitGroup
	for _, nom := range []string{"Ana", "Luc"} {
		wg.Go(func() {
			journal.mu.Lock()
			defer journal.mu.Unlock()
			journal.noms = append(journal.noms, nom)
		})
	}
	wg.Wait()

	fmt.Println(strings.Join(journal.noms, ", "))
}
