using System.CommandLine;
using Lynq.Host.Commands;

var root = new RootCommand("Lynq turns the rows of a database into Kubernetes resources.")
{
    CrdsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
