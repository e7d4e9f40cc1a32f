package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func partir(presents *atomic.Int32, nom string) {
	presents.Add(-1)
	if presents.Load() == 0 {
		fmt.Println(nom, "éteint")
	}
}

func main() {
	var presents atomic.Int32
	presents.Store(2)
	var wg sync.WaitGroup
	wg.Go(func() { partir(&presents, "Ana") })
	wg.Go(func() { partir(&presents, "Luc") })
	wg.Wait()
}
