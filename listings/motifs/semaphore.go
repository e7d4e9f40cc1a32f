package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	places := make(chan struct{}, 2)
	var presents atomic.Int32
	travailler := func() {
		places <- struct{}{}        // plein : attend
		defer func() { <-places }() // une place se libère
		if presents.Add(1) > 2 {
			panic("trois à la fois")
		}
		presents.Add(-1)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(travailler)
	}
	wg.Wait()
	fmt.Println("jamais plus de deux à la fois")
}
