package main

import (
	"fmt"
	"sync"
)

type Stock struct {
	sync.Mutex
	reste int
}

func cuisine(stock *Stock, commandes <-chan string) {
	for plat := range commandes {
		stock.Lock()
		stock.reste--
		stock.Unlock()
		fmt.Println(plat, "servi")
	}
}

func salle(stock *Stock, commander chan<- string) {
	defer close(commander)
	stock.Lock()
	defer stock.Unlock()
	for _, plat := range []string{"riz", "thé"} {
		if stock.reste > 0 {
			commander <- plat
		}
	}
}

func main() {
	stock := &Stock{reste: 2}
	commandes := make(chan string)
	var wg sync.WaitGroup
	wg.Go(func() { cuisine(stock, commandes) })
	wg.Go(func() { salle(stock, commandes) })
	wg.Wait()
}
