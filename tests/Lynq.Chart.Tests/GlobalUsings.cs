global using Lynq.Testing;
