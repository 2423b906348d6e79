return await Lynq.Host.CommandLine.InvokeAsync(args, Lynq.Cluster.ClusterEdition.Create());
