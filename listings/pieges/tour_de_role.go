package main

import (
	"fmt"
	"sync"
)

var (
	noms   = [2]string{"Ana", "Luc"}
	mu     sync.Mutex
	change = sync.NewCond(&mu)
	tour   int
)

func parler(moi int) {
	for range 2 {
		mu.Lock()
		for tour != moi {
			change.Wait()
		}
		fmt.Println(noms[moi], "parle")
		tour = 1 - moi
		change.Signal()
		mu.Unlock()
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { parler(0) })
	wg.Go(func() { parler(1) })
	wg.Wait()
}
