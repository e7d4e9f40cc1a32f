package main

import (
	"fmt"
	"sync"
)

func proposer(jour string, files []chan string) {
	for _, file := range files {
		file <- jour // deux places : n'attend pas
	}
}

func dernier(file <-chan string) (jour string) {
	for jour = range file {
	}
	return jour
}

func main() {
	ana, luc := make(chan string, 2), make(chan string, 2)
	files := []chan string{ana, luc}
	var wg sync.WaitGroup
	wg.Go(func() { proposer("samedi", files) })
	wg.Go(func() { proposer("dimanche", files) })
	wg.Wait()
	close(ana)
	close(luc)
	fmt.Println("Ana retient", dernier(ana))
	fmt.Println("Luc retient", dernier(luc))
}
