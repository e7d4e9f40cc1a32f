package main

import (
	"fmt"
	"slices"
	"sync"
)

// Autant que de cœurs, dans un vrai calcul.
const goroutines = 2

func somme(part []int) (total int) {
	for _, n := range part {
		total += n
	}
	fmt.Printf("%d nombres : %d\n", len(part), total)
	return total
}

func sommeParParts(nombres []int) (total int) {
	taille := max(1, (len(nombres)+goroutines-1)/goroutines)
	parts := slices.Collect(slices.Chunk(nombres, taille))
	sommes := make([]int, len(parts)) // une case par goroutine
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() { sommes[i] = somme(part) })
	}
	wg.Wait()
	for _, n := range sommes {
		total += n
	}
	return total
}

func main() {
	nombres := []int{1, 2, 3, 4, 5}
	fmt.Println("total :", sommeParParts(nombres))
}
