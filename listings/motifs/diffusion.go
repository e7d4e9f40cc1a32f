package main

import (
	"fmt"
	"strings"
	"sync"
)

func main() {
	abonnes := []chan string{make(chan string, 1), make(chan string, 1)}
	recues := make([][]string, len(abonnes))
	var wg sync.WaitGroup
	for i, photos := range abonnes {
		wg.Go(func() {
			for photo := range photos {
				recues[i] = append(recues[i], photo)
			}
		})
	}
	for _, photo := range []string{"lac", "pont"} {
		for _, abonne := range abonnes {
			abonne <- photo
		}
	}
	for _, abonne := range abonnes {
		close(abonne)
	}
	wg.Wait()
	fmt.Println("Ana :", strings.Join(recues[0], " "))
	fmt.Println("Luc :", strings.Join(recues[1], " "))
}
