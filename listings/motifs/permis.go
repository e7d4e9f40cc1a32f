package main

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
)

func lire(texte string, places chan struct{}) (int, error) {
	places <- struct{}{}        // plein : attend
	defer func() { <-places }() // une place se libère
	nombre, err := strconv.Atoi(texte)
	if err != nil {
		return 0, err
	}
	return nombre, nil
}

func main() {
	places := make(chan struct{}, 1)
	var total atomic.Int64
	var wg sync.WaitGroup
	for _, texte := range []string{"trois", "4"} {
		wg.Go(func() {
			if nombre, err := lire(texte, places); err == nil {
				total.Add(int64(nombre))
			}
		})
	}
	wg.Wait()
	fmt.Println("total :", total.Load())
}
