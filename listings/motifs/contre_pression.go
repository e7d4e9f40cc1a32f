package main

import "fmt"

func main() {
	photos := make(chan string, 1)
	fini := make(chan int)
	go func() {
		retard := 0
		for _, photo := range []string{"lac", "pont", "tour"} {
			photos <- photo
			retard = max(retard, len(photos))
		}
		close(photos)
		fini <- retard
	}()
	recues := 0
	for range photos {
		recues++
	}
	fmt.Printf("reçues : %d, en attente au plus : %d\n", recues, <-fini)
}
