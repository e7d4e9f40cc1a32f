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
	for i := 0; i < 2; i++ {
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
	wg.Add(2)
	go func() { defer wg.Done(); parler(0) }()
	go func() { defer wg.Done(); parler(1) }()
	wg.Wait()
}
